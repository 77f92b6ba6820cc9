// What outlives the page: a few named values in this browser. In private mode they live as long as
// the page does.
const PREFIX = 'zhida.';
const memory = new Map();

export function recall(name, otherwise) {
  if (memory.has(name)) return memory.get(name);
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? otherwise : JSON.parse(text);
  } catch { return otherwise; }
}

export function keep(name, value) {
  memory.set(name, value);
  try { localStorage.setItem(PREFIX + name, JSON.stringify(value)); } catch { /* kept in memory only */ }
}

export function forget(names) {
  for (const name of names) {
    memory.delete(name);
    try { localStorage.removeItem(PREFIX + name); } catch { /* there was nothing */ }
  }
}
