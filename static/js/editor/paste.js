// What comes from Word, LibreOffice or a web page, made into the few elements a body may hold.
// Word has no lists on its clipboard: paragraphs carry a level and a typed number, which become one.

const LISTED = /mso-list:\s*l\d+\s+level(\d+)/i;
const NUMBERED = /^\s*\(?(\d{1,3}|[a-z]{1,4})[.)]/i;

// Read as data-style: the page allows no inline styles, and what counts is only what they say.
export function cleaned(html) {
  const renamed = html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<!\[[^\]>]*\]>/g, "")
    .replace(/\sstyle\s*=/gi, " data-style=");
  const page = new DOMParser().parseFromString(renamed, "text/html");
  for (const node of page.querySelectorAll("style, script, meta, link, title, xml, svg, iframe")) node.remove();
  marked(page);
  listed(page);
  for (const node of page.querySelectorAll("*")) {
    for (const { name } of [...node.attributes]) {
      if (!["colspan", "rowspan", "start"].includes(name)) node.removeAttribute(name);
    }
  }
  return page.body.innerHTML;
}

function said(node) {
  return node.dataset?.style?.toLowerCase() ?? "";
}

// Bold, italic and underlined as elements, whatever said so. Word writes mso-bidi-font-weight:normal
// on what is bold: a property begins its own declaration.
function marked(page) {
  for (const node of [...page.querySelectorAll("[data-style]")]) {
    const style = said(node);
    if (node.tagName === "B" && /(^|[;\s])font-weight:\s*(normal|400)/.test(style)) {
      node.replaceWith(...node.childNodes);
      continue;
    }
    if (node.tagName !== "SPAN") continue;
    const wanted = [
      [/(^|[;\s])font-weight:\s*(bold|[6-9]00)/, "strong"],
      [/(^|[;\s])font-style:\s*italic/, "em"],
      [/text-decoration(-line)?:[^;]*underline/, "u"],
    ];
    for (const [pattern, tag] of wanted) {
      if (!pattern.test(style)) continue;
      const mark = page.createElement(tag);
      mark.append(...node.childNodes);
      node.append(mark);
    }
  }
}

function listed(page) {
  const open = []; // {level, list}: the lists around the point that comes next
  let last = null;
  for (const paragraph of [...page.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const found = LISTED.exec(said(paragraph));
    if (!found) continue;
    const level = Number(found[1]);
    if (!last || nextElement(last) !== paragraph) open.length = 0;
    while (open.length && open.at(-1).level > level) open.pop();
    const sign = markerOf(paragraph);
    const top = open.at(-1);
    if (!top || top.level < level) {
      const list = newList(page, sign);
      if (top) top.list.lastElementChild.append(list);
      else paragraph.before(list);
      open.push({ level, list });
    }
    const { list } = open.at(-1);
    const item = page.createElement("li");
    const words = page.createElement("p");
    words.append(...paragraph.childNodes);
    item.append(words);
    list.append(item);
    paragraph.remove();
    last = open[0].list;
  }
}

function nextElement(node) {
  const next = node.nextElementSibling;
  const between = node.nextSibling;
  const words = between && between !== next && between.nodeType === 3 && between.textContent.trim();
  return words ? null : next;
}

// Takes the typed number away and gives it back.
function markerOf(paragraph) {
  for (const node of paragraph.querySelectorAll("[data-style]")) {
    if (!/mso-list:\s*ignore/.test(said(node))) continue;
    const text = node.textContent;
    node.remove();
    return text;
  }
  const text = /^\s*(\(?\w{1,3}[.)]|[·•o§-])[\s\u00a0]+/.exec(paragraph.textContent);
  if (text && paragraph.firstChild?.nodeType === 3) {
    paragraph.firstChild.textContent = paragraph.firstChild.textContent.replace(/^\s*\S+[\s\u00a0]+/, "");
  }
  return text?.[1] ?? "";
}

function newList(page, sign) {
  const number = NUMBERED.exec(sign);
  const list = page.createElement(number ? "ol" : "ul");
  if (number && Number(number[1]) > 1) list.setAttribute("start", number[1]);
  return list;
}
