// dom: elements made of values. Text only ever enters the page as text nodes, so nothing a citizen
// writes can become markup; the page's policy refuses every other way as well.

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') node.className = value;
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name.startsWith('--')) node.style.setProperty(name, value);
    else if (name === 'value' || name === 'disabled' || name === 'checked') node[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  append(node, children);
  return node;
}

export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === '') continue;
    node.append(child);
  }
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

export function chip(kind, ...text) {
  return el('span', { class: `chip ${kind}` }, ...text);
}

const notice = () => document.getElementById('notice');
let quiet = 0;

/** Says something to everybody, screen readers included; goes away by itself. */
export function say(text, kind = '') {
  clearTimeout(quiet);
  notice().className = kind ? `shown ${kind}` : 'shown';
  notice().textContent = text;
  quiet = setTimeout(() => { notice().className = ''; notice().textContent = ''; }, 6000);
}
