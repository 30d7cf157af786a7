// What a body may hold; the same as memos/body/allow.py lets in, so that nothing typed is lost.

import { Schema, tableNodes } from "../../vendor/prosemirror/prosemirror.js";

const FLOW = "(paragraph | ordered_list | bullet_list)";
const STYLES = ["1.", "a.", "1)", "a)", "(1)", "(a)", "A."];

const tables = tableNodes({ tableGroup: "block", cellContent: `${FLOW}+`, cellAttributes: {} });

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    heading: {
      group: "block",
      content: "inline*",
      attrs: { level: { default: 2 } },
      defining: true,
      parseDOM: [
        ...["h1", "h2"].map((tag) => ({ tag, attrs: { level: 2 } })),
        ...["h3", "h4", "h5", "h6"].map((tag) => ({ tag, attrs: { level: 3 } })),
      ],
      toDOM: (node) => [`h${node.attrs.level}`, 0],
    },
    // The numbering follows the level (1. a. 1) a)) unless the list names its own.
    ordered_list: {
      group: "block",
      content: "list_item+",
      attrs: { type: { default: null }, start: { default: 1 } },
      parseDOM: [
        {
          tag: "ol",
          getAttrs: (dom) => ({
            type: STYLES.includes(dom.getAttribute("type")) ? dom.getAttribute("type") : null,
            start: Math.min(Math.max(parseInt(dom.getAttribute("start"), 10) || 1, 1), 999),
          }),
        },
      ],
      toDOM: ({ attrs }) => ["ol", { type: attrs.type, start: attrs.start === 1 ? null : attrs.start }, 0],
    },
    bullet_list: {
      group: "block",
      content: "list_item+",
      parseDOM: [{ tag: "ul" }],
      toDOM: () => ["ul", 0],
    },
    list_item: {
      content: `paragraph (${FLOW} | table)*`,
      defining: true,
      parseDOM: [{ tag: "li" }],
      toDOM: () => ["li", 0],
    },
    ...tables,
    text: { group: "inline" },
    hard_break: {
      group: "inline",
      inline: true,
      selectable: false,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
  },
  marks: {
    strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
    underline: { parseDOM: [{ tag: "u" }], toDOM: () => ["u", 0] },
  },
});
