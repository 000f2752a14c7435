// Elements from code: every text becomes a text node, so nothing that a person or a model wrote is ever markup.

/** An element; `properties` are attributes, `on` holds listeners, null and false leave an attribute out. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name === "on") {
      for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    } else if (name === "value" || name === "checked" || name === "disabled" || name === "selected") {
      element[name] = value;
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  append(element, children);
  return element;
}

/** Put children at the end: nodes as they are, lists flat, everything else as text; null and false are left out. */
export function append(element, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** Replace what an element holds. */
export function replace(element, ...children) {
  element.replaceChildren();
  return append(element, children);
}

/** The text with `<mark>` around the spans (sorted or not, overlaps merged); offsets count code points. */
export function marked(text, spans, titleOf = () => null) {
  const letters = Array.from(text ?? "");
  const pieces = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const start = Math.max(span.start, at);
    if (span.end <= start) continue;
    pieces.push(letters.slice(at, start).join(""));
    pieces.push(h("mark", { title: titleOf(span) }, letters.slice(start, span.end).join("")));
    at = span.end;
  }
  pieces.push(letters.slice(at).join(""));
  return pieces;
}

/** The text with `<mark>` around the first place where the quote stands. */
export function quoted(text, quote) {
  const at = quote ? text.indexOf(quote) : -1;
  if (at < 0) return [text];
  return [text.slice(0, at), h("mark", {}, quote), text.slice(at + quote.length)];
}
