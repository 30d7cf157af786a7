// The editor in place of the textarea: the same form, the same field, its words as HTML.

import * as pm from "../../vendor/prosemirror/prosemirror.js";
import { keeping } from "./keep.js";
import { cleaned } from "./paste.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

function parsed(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return pm.DOMParser.fromSchema(schema).parse(page.body);
}

function written(doc) {
  const holder = document.createElement("div");
  holder.append(pm.DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
  return doc.textContent.trim() || holder.querySelector("table") ? holder.innerHTML : "";
}

function around(state, type) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type === type) return $from.node(depth);
  }
  return null;
}

function heading(state, dispatch) {
  const { parent } = state.selection.$from;
  if (parent.type !== nodes.heading) return pm.setBlockType(nodes.heading, { level: 2 })(state, dispatch);
  if (parent.attrs.level === 2) return pm.setBlockType(nodes.heading, { level: 3 })(state, dispatch);
  return pm.setBlockType(nodes.paragraph)(state, dispatch);
}

function list(type) {
  return (state, dispatch) =>
    around(state, type)
      ? pm.liftListItem(nodes.list_item)(state, dispatch)
      : pm.wrapInList(type)(state, dispatch);
}

function table(state, dispatch) {
  const row = (type) => nodes.table_row.create(null, [0, 1, 2].map(() => type.createAndFill()));
  const made = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell)]);
  if (pm.isInTable(state)) return false;
  if (dispatch) {
    const change = state.tr.replaceSelectionWith(made);
    change.setSelection(pm.Selection.near(change.doc.resolve(Math.min(state.selection.from + 3, change.doc.content.size))));
    dispatch(change.scrollIntoView());
  }
  return true;
}

function lineBreak(state, dispatch) {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}

const COMMANDS = {
  strong: pm.toggleMark(marks.strong),
  em: pm.toggleMark(marks.em),
  underline: pm.toggleMark(marks.underline),
  heading,
  ordered: list(nodes.ordered_list),
  bullets: list(nodes.bullet_list),
  deeper: pm.sinkListItem(nodes.list_item),
  higher: pm.liftListItem(nodes.list_item),
  table,
  undo: pm.undo,
  redo: pm.redo,
  row: pm.addRowAfter,
  column: pm.addColumnAfter,
  "drop-row": pm.deleteRow,
  "drop-column": pm.deleteColumn,
  "drop-table": pm.deleteTable,
  merge: pm.mergeCells,
  split: pm.splitCell,
};

const KEYS = {
  "Mod-b": COMMANDS.strong,
  "Mod-i": COMMANDS.em,
  "Mod-u": COMMANDS.underline,
  "Mod-z": pm.undo,
  "Mod-y": pm.redo,
  "Shift-Mod-z": pm.redo,
  Enter: pm.splitListItem(nodes.list_item),
  "Shift-Enter": pm.chainCommands(pm.exitCode, lineBreak),
  "Mod-]": COMMANDS.deeper,
  "Mod-[": COMMANDS.higher,
};

function pressed(state, name) {
  if (marks[name]) {
    const { from, to, empty, $from } = state.selection;
    return empty ? Boolean(marks[name].isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, marks[name]);
  }
  if (name === "heading") return state.selection.$from.parent.type === nodes.heading;
  if (name === "ordered") return Boolean(around(state, nodes.ordered_list));
  return Boolean(around(state, nodes.bullet_list));
}

class Editor {
  constructor(box) {
    this.box = box;
    this.field = box.querySelector("textarea");
    this.bar = box.querySelector("[data-toolbar]");
    this.listeners = [];
    const plugins = [
      pm.history(),
      pm.keymap({ ...KEYS, Tab: pm.chainCommands(pm.goToNextCell(1), COMMANDS.deeper), "Shift-Tab": pm.chainCommands(pm.goToNextCell(-1), COMMANDS.higher) }),
      pm.keymap(pm.baseKeymap),
      pm.gapCursor(),
      pm.tableEditing(),
    ];
    const holder = document.createElement("div");
    holder.className = "penyunting";
    this.field.before(holder);
    this.view = new pm.EditorView(holder, {
      state: pm.EditorState.create({ doc: parsed(box.dataset.html), plugins }),
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": box.dataset.vendor, class: "kotak kata berformat", id: `${this.field.id}-penyunting` },
      transformPastedHTML: cleaned,
      dispatchTransaction: (change) => this.apply(change),
    });
    this.field.required = false;
    this.field.hidden = true;
    box.querySelector("[data-plain-hint]")?.remove();
    box.querySelector(".isian-kepala label").addEventListener("click", () => this.view.focus());
    this.bar.hidden = false;
    this.bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
    this.bar.addEventListener("click", (event) => this.tapped(event.target.closest("[data-do]")?.dataset.do));
    this.write();
    this.show();
  }

  apply(change) {
    this.view.updateState(this.view.state.apply(change));
    if (change.docChanged) {
      this.write();
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
      for (const listener of this.listeners) listener();
    }
    this.show();
  }

  write() {
    this.field.value = this.html();
    this.field.form.elements.body_format.value = "html";
  }

  show() {
    const { state } = this.view;
    for (const button of this.bar.querySelectorAll("[aria-pressed]")) {
      button.setAttribute("aria-pressed", String(pressed(state, button.dataset.do)));
    }
    this.bar.querySelector("[data-table-tools]").hidden = !pm.isInTable(state);
  }

  tapped(name) {
    if (name === "insert") this.insert();
    else if (COMMANDS[name]) COMMANDS[name](this.view.state, (change) => this.view.dispatch(change), this.view);
    if (name) this.view.focus();
  }

  async insert() {
    const address = this.bar.querySelector("[data-texts]").value;
    if (!address) return;
    const answer = await fetch(address);
    if (!answer.ok) return;
    const { content } = parsed(await answer.text());
    const { state } = this.view;
    const blank = !state.doc.textContent.trim() && state.doc.childCount === 1;
    const change = blank
      ? state.tr.replaceWith(0, state.doc.content.size, content)
      : state.tr.insert(state.selection.$to.after(1), content);
    this.view.dispatch(change.scrollIntoView());
  }

  html() {
    return written(this.view.state.doc);
  }

  replace(html) {
    const { state } = this.view;
    this.view.dispatch(state.tr.replaceWith(0, state.doc.content.size, parsed(html).content));
  }

  changed(listener) {
    this.listeners.push(listener);
  }
}

for (const box of document.querySelectorAll("[data-editor]")) {
  const editor = new Editor(box);
  if (box.dataset.keep) keeping(box, editor);
}

// Beside the editor where there is room for the paper, else in a tab of its own.
const frame = document.querySelector('iframe[name="pratinjau"]');
for (const button of document.querySelectorAll("[data-preview]")) {
  button.addEventListener("click", () => {
    button.formTarget = frame?.checkVisibility() ? "pratinjau" : "_blank";
  });
}
