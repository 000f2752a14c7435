// <script type="module" src="https://KEFU/widget/kefu.js" data-key="kf_customer_…"></script>
// data-key: a key of role customer (visitors) · data-token: a signed customer token · data-token-url: where the shop's own server
// gives {"token": …} · data-lang: zh or en · data-title: the chat's name
import { Chat } from "./chat.js";
import { Connection } from "./connection.js";
import { Memory } from "./memory.js";
import { View } from "./view.js";
import { wordsFor } from "./words.js";

const tag = [...document.scripts].find((script) => script.src === import.meta.url);
const { key, token, tokenUrl, lang, title } = tag ? tag.dataset : {};
const base = new URL(import.meta.url).origin;

if (key || token || tokenUrl) {
  const language = lang || document.documentElement.lang || "zh";
  const words = wordsFor(language);
  const memory = Memory.of(base, { key, token });
  const chat = new Chat(new Connection(base, { key, token, tokenUrl }, memory), memory, words);
  chat.view = new View(words, title, /^zh/i.test(language) ? "zh-CN" : "en", chat);
  chat.view.mount();
  chat.start();
} else {
  console.error("Kefu: the script tag needs data-key, data-token or data-token-url.");
}
