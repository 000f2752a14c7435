// What the widget says, in both languages.
const ZH = {
  open: "联系客服", close: "收起对话", title: "在线客服", log: "对话", field: "请输入您的问题", send: "发送", picture: "发送图片",
  reading: "正在识别图片…", noText: "图片里没有认出文字，请直接输入。", badPicture: "图片不能用：请选 5 MB 以内的 PNG、JPEG 或 WebP。",
  fromPicture: "图片上的文字：", typing: "正在回复…", offline: "网络断开，恢复后自动发送。", busy: "消息较多，稍后自动重发。",
  refused: "这条消息没有发出，请修改后重试。", signIn: "登录已过期，请刷新页面。", ai: "AI 生成", person: "人工客服", you: "您",
  shop: "店铺", sources: (n) => `来源（${n}）`, handed: "已转人工客服，请稍候。", joined: "人工客服已接入。", back: "智能客服继续为您服务。", later: "回复需要一点时间，稍后会显示在这里。",
  rate: "这次服务怎么样？", star: (n) => `${n} 分`, thanks: "谢谢您的评价。", comment: "想说的话（可不填）", submit: "提交评价",
  greeting: "您好，请问有什么可以帮您？", unread: "有新消息",
};
const EN = {
  open: "Contact us", close: "Close the chat", title: "Customer service", log: "Conversation", field: "Type your question", send: "Send",
  picture: "Send a picture", reading: "Reading the picture…", noText: "No text was found in the picture; please type.",
  badPicture: "This picture can't be used: choose a PNG, JPEG or WebP of up to 5 MB.", fromPicture: "Text in the picture: ",
  typing: "Replying…", offline: "You are offline; this will be sent later.", busy: "It is busy; this will be sent again shortly.",
  refused: "This message was not sent; change it and try again.", signIn: "Your sign-in has run out; reload the page.",
  ai: "AI-generated", person: "Customer service", you: "You", shop: "Shop", sources: (n) => `Sources (${n})`,
  handed: "Passed to a person; one moment.", joined: "A person has joined.", back: "The assistant answers again.", later: "The reply takes a little longer and will appear here.",
  rate: "How was it?", star: (n) => `${n} of 5`, thanks: "Thank you for your rating.", comment: "Anything to add (optional)",
  submit: "Rate", greeting: "Hello, how can I help?", unread: "New message",
};

export const wordsFor = (lang) => (/^zh/i.test(lang || "zh") ? ZH : EN);
