// What an edit changed, character by character.
import { h } from "/console/dom.js";

const MOST = 4000;

/** Nodes that show how `after` differs from `before`: deleted and inserted stretches, the rest plain. */
export function difference(before, after) {
  const [old, fresh] = [Array.from(before), Array.from(after)];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < fresh.length - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail += 1;
  const middle = stretches(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail));
  return [old.slice(0, head).join(""), ...middle, tail ? old.slice(-tail).join("") : ""];
}

function stretches(old, fresh) {
  if (old.length * fresh.length > MOST * MOST) return [node("del", old), node("ins", fresh)];
  const width = fresh.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = old[i] === fresh[j] ? lengths[(i + 1) * width + j + 1] + 1
        : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const found = [];
  const add = (kind, letter) => (found.at(-1)?.kind === kind ? found.at(-1).letters.push(letter) : found.push({ kind, letters: [letter] }));
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      add("same", old[i]);
      i += 1;
      j += 1;
    } else if (j >= fresh.length || (i < old.length && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
      add("del", old[i++]);
    } else {
      add("ins", fresh[j++]);
    }
  }
  return found.map(({ kind, letters }) => (kind === "same" ? letters.join("") : node(kind, letters)));
}

function node(kind, letters) {
  return letters.length ? h(kind, {}, letters.join("")) : "";
}
