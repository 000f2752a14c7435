// Every word of the console, by key: [Chinese, English].
import { approvals } from "/console/words/approvals.js";
import { common } from "/console/words/common.js";
import { conversation } from "/console/words/conversation.js";
import { figures } from "/console/words/figures.js";
import { inbox } from "/console/words/inbox.js";
import { knowledge } from "/console/words/knowledge.js";
import { lists } from "/console/words/lists.js";
import { quality } from "/console/words/quality.js";
import { settings } from "/console/words/settings.js";

export const words = {
  ...common, ...lists, ...inbox, ...conversation, ...approvals, ...knowledge, ...quality, ...figures, ...settings,
};
