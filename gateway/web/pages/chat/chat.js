// The citizens' chat page. It speaks the app's protocol (adapters/APP_PROTOCOL.md) and nothing else: a
// token that names the conversation, messages numbered by the gateway, everything unacknowledged sent
// again under its own id after a break.
const TEXTS = {
  zh: {
    subtitle: '说一句，直接到该管的人', send: '发送', placeholder: '例如：隔壁工地半夜还在打桩',
    offline: '连接断开，正在重新连接……', replaced: '对话已在另一处打开。点这里回到本页。',
    photo: '图片', place: '位置', uploading: '图片上传中……', photoFailed: '图片没有传上去：',
    noPlace: '没有拿到位置，请直接写地址。', tooLarge: '图片太大，最多 10 MB。', log: '对话', choices: '快捷回复',
    text: '要说的话', sharedPlace: '我的位置', sharedPhoto: '图片', other: 'EN', otherName: 'Switch to English',
    source: '查看原文', title: (name) => `${name} · 直达`,
  },
  en: {
    subtitle: 'One message, straight to the right desk', send: 'Send',
    placeholder: 'e.g. the building site next door is pounding piles at midnight',
    offline: 'Connection lost, reconnecting …', replaced: 'The talk was opened elsewhere. Tap to continue here.',
    photo: 'Picture', place: 'Location', uploading: 'Uploading the picture …', photoFailed: 'The picture could not be sent: ',
    noPlace: 'No location available; please type the address.', tooLarge: 'The picture is too large (10 MB at most).',
    log: 'Conversation', choices: 'Quick replies', text: 'Your message', sharedPlace: 'My location', sharedPhoto: 'Picture',
    other: '中', otherName: '切换到中文', source: 'Read the source', title: (name) => `${name} · zhida`,
  },
};
const KEEP = 200;
const PING_MS = 25000;
const PHOTO_MAX = 10 * 1024 * 1024;

const $ = (id) => document.getElementById(id);
const store = {
  get(key, fallback) {
    try { return JSON.parse(localStorage.getItem(`zhida.${key}`)) ?? fallback; } catch { return fallback; }
  },
  set(key, value) {
    try { localStorage.setItem(`zhida.${key}`, JSON.stringify(value)); } catch { /* private mode: kept in memory only */ }
  },
};

let language = store.get('language', (navigator.language || 'zh').startsWith('zh') ? 'zh' : 'en');
let token = store.get('token', '');
let seen = store.get('seen', 0);
let history = store.get('history', []);
let outgoing = store.get('outgoing', []);
let district = null;
let socket = null;
let retry = 0;
let replaced = false;
let ready = false;

const t = (key) => TEXTS[language][key];

// ---- what is seen ----

function textNodes(parent, text) {
  const pattern = /[A-Z]{2,}\d{8}-\d{6}/g;
  let at = 0;
  for (const hit of text.matchAll(pattern)) {
    parent.append(text.slice(at, hit.index));
    const number = document.createElement('span');
    number.className = 'case';
    number.textContent = hit[0];
    parent.append(number);
    at = hit.index + hit[0].length;
  }
  parent.append(text.slice(at));
}

// Only addresses of this site or https become links.
function safeLink(address) {
  try {
    const url = new URL(address, location.href);
    return url.origin === location.origin || url.protocol === 'https:' ? url.href : '';
  } catch { return ''; }
}

function links(parent, text) {
  const pattern = /(https?:\/\/[^\s，。）)]+|\/(?:documents|policies)\/[^\s，。）)]+)/g;
  let at = 0;
  for (const hit of text.matchAll(pattern)) {
    textNodes(parent, text.slice(at, hit.index));
    const href = safeLink(hit[0]);
    if (href) {
      const link = document.createElement('a');
      link.href = href;
      link.target = '_blank';
      link.rel = 'noopener';
      link.textContent = hit[0].startsWith('/') ? t('source') : hit[0];
      parent.append(link);
    } else parent.append(hit[0]);
    at = hit.index + hit[0].length;
  }
  textNodes(parent, text.slice(at));
}

function bubble(entry) {
  const box = document.createElement('div');
  box.className = `bubble ${entry.mine ? 'mine' : 'theirs'}${entry.waiting ? ' waiting' : ''}${entry.failed ? ' failed' : ''}`;
  if (entry.id) box.dataset.id = entry.id;
  if (entry.image) {
    const image = document.createElement('img');
    image.src = entry.image;
    image.alt = t('sharedPhoto');
    box.append(image);
  }
  if (entry.text) links(box, entry.text);
  const when = document.createElement('time');
  const date = new Date(entry.at * 1000);
  when.dateTime = date.toISOString();
  when.textContent = date.toLocaleTimeString(language === 'zh' ? 'zh-CN' : 'en', { hour: '2-digit', minute: '2-digit' });
  box.append(when);
  return box;
}

function scrollDown() { $('log').scrollTop = $('log').scrollHeight; }

function add(entry) {
  history.push(entry);
  if (history.length > KEEP) history = history.slice(-KEEP);
  keepHistory();
  $('log').append(bubble(entry));
  scrollDown();
}

function keepHistory() {
  store.set('history', history.map(({ image, ...rest }) => (image ? { ...rest, text: rest.text || t('sharedPhoto') } : rest)));
}

function showChoices(choices) {
  const box = $('choices');
  box.replaceChildren();
  for (const choice of choices || []) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = choice.label;
    button.dataset.key = choice.key;
    button.addEventListener('click', () => {
      box.replaceChildren();
      deliver({ type: 'choice', key: choice.key, label: choice.label }, choice.label);
    });
    box.append(button);
  }
  scrollDown();
}

function status(text) {
  $('status').textContent = text;
  $('status').hidden = !text;
}

function dress() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  $('subtitle').textContent = t('subtitle');
  $('send').textContent = t('send');
  $('text').placeholder = t('placeholder');
  $('text-label').textContent = t('text');
  $('photo-text').textContent = $('photo-label').title = t('photo');
  $('place-text').textContent = $('place').title = t('place');
  $('log').setAttribute('aria-label', t('log'));
  $('choices').setAttribute('aria-label', t('choices'));
  $('language').textContent = t('other');
  $('language').setAttribute('aria-label', t('otherName'));
  const name = district ? district[language] : '';
  $('title').textContent = name ? t('title')(name) : '直达';
  document.title = $('title').textContent;
}

// ---- what is sent ----

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
}

// Shows a message at once, keeps it until the gateway has it, sends it when it can.
function deliver(frame, text, image) {
  const id = newId();
  outgoing.push({ ...frame, id });
  store.set('outgoing', outgoing);
  add({ mine: true, text, image, at: Math.floor(Date.now() / 1000), id, waiting: true });
  if (ready) socket.send(JSON.stringify(outgoing[outgoing.length - 1]));
}

function accepted(id, failure) {
  outgoing = outgoing.filter((frame) => frame.id !== id);
  store.set('outgoing', outgoing);
  const entry = history.find((one) => one.id === id);
  if (entry) {
    entry.waiting = false;
    entry.failed = Boolean(failure);
  }
  keepHistory();
  const box = document.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (box) {
    box.classList.remove('waiting');
    box.classList.toggle('failed', Boolean(failure));
  }
}

// ---- the connection ----

function take(frame) {
  switch (frame.type) {
    case 'welcome':
      token = frame.token;
      store.set('token', token);
      if (frame.sequence < seen) { seen = frame.sequence; store.set('seen', seen); }
      ready = true;
      retry = 0;
      status('');
      for (const waiting of outgoing) socket.send(JSON.stringify(waiting));
      break;
    case 'accepted':
      accepted(frame.id);
      break;
    case 'message':
      if (frame.sequence <= seen) break;
      seen = frame.sequence;
      store.set('seen', seen);
      add({ text: frame.text + (frame.link ? `\n${frame.link}` : ''), at: frame.at || Math.floor(Date.now() / 1000) });
      store.set('choices', frame.choices || []);
      showChoices(frame.choices);
      socket.send(JSON.stringify({ type: 'ack', sequence: seen }));
      break;
    case 'error':
      trouble(frame);
      break;
    case 'ping':
      socket.send('{"type":"pong"}');
      break;
    default:
  }
}

function trouble(frame) {
  if (frame.code === 'replaced') {
    replaced = true;
    status(t('replaced'));
  } else if (frame.code === 'bad_token') {
    token = '';
    seen = 0;
    store.set('token', '');
    store.set('seen', 0);
    hello();
  } else if (frame.code === 'busy' || frame.code === 'too_fast') {
    setTimeout(() => outgoing.forEach((one) => ready && socket.send(JSON.stringify(one))), 3000);
  } else if (frame.id) {
    accepted(frame.id, true);
    status(frame.message);
  }
}

function hello() {
  socket.send(JSON.stringify({ type: 'hello', ...(token ? { token, ack: seen } : {}), lang: language }));
}

function connect() {
  ready = false;
  socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/app/ws`);
  const mine = socket;
  socket.addEventListener('open', hello);
  socket.addEventListener('message', (event) => {
    let frame;
    try { frame = JSON.parse(event.data); } catch { return; }
    take(frame);
  });
  socket.addEventListener('close', () => {
    if (mine !== socket) return;
    ready = false;
    if (replaced) return;
    if (retry > 0) status(t('offline'));
    retry += 1;
    setTimeout(connect, Math.min(60, 2 ** Math.min(retry - 1, 6)) * 1000 * (0.5 + Math.random() / 2));
  });
}

setInterval(() => { if (ready) socket.send('{"type":"ping"}'); }, PING_MS);

// ---- what the person does ----

$('say').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = $('text').value.trim();
  if (!text) return;
  $('text').value = '';
  $('text').style.height = '';
  showChoices([]);
  deliver({ type: 'text', text }, text);
});

$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('say').requestSubmit();
  }
});

$('text').addEventListener('input', () => {
  $('text').style.height = 'auto';
  $('text').style.height = `${$('text').scrollHeight + 2}px`;
});

$('photo').addEventListener('change', async () => {
  const file = $('photo').files[0];
  $('photo').value = '';
  if (!file) return;
  if (file.size > PHOTO_MAX) { status(t('tooLarge')); return; }
  status(t('uploading'));
  try {
    const answer = await fetch('/app/upload', { method: 'POST', body: file,
      headers: { authorization: `Bearer ${token}`, 'content-type': file.type || 'application/octet-stream' } });
    const result = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(result.message || (result.error && result.error.message) || answer.status);
    status('');
    deliver({ type: 'media', media_id: result.media_id, kind: 'image' }, '', URL.createObjectURL(file));
  } catch (error) {
    status(t('photoFailed') + error.message);
  }
});

$('place').addEventListener('click', () => {
  if (!navigator.geolocation) { status(t('noPlace')); return; }
  navigator.geolocation.getCurrentPosition((position) => {
    const { latitude, longitude } = position.coords;
    status('');
    deliver({ type: 'location', latitude, longitude, label: '' }, t('sharedPlace'));
  }, () => status(t('noPlace')), { timeout: 8000 });
});

$('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  store.set('language', language);
  dress();
});

$('status').addEventListener('click', () => {
  if (!replaced) return;
  replaced = false;
  status('');
  connect();
});

// ---- start ----

for (const entry of history) $('log').append(bubble(entry));
showChoices(store.get('choices', []));
dress();
scrollDown();
connect();
fetch('/chat/info').then((answer) => answer.json()).then((info) => {
  district = info.district;
  dress();
}).catch(() => {});
