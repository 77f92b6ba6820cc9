// api: the desk's interface. One place knows about cookies' token, errors, and being signed out.

import { isEnglish } from './words.js';

const LOOKS_MOST = 100;
let token = '';
let signedOut = () => {};

export const setToken = (value) => { token = value; };
export const onSignedOut = (handler) => { signedOut = handler; };

export class Refused extends Error {
  constructor(status, error) {
    super((isEnglish() ? error.message_en : error.message) || error.message || String(status));
    this.status = status;
    this.code = error.code || '';
  }
}

async function errorOf(answer) {
  const body = await answer.json().catch(() => ({}));
  return new Refused(answer.status, body.error || { message: `HTTP ${answer.status}` });
}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(`/desk/api/${path}`, { credentials: 'same-origin', cache: 'no-store', ...options });
  } catch {
    throw new Refused(0, { code: 'offline', message: '连接不上服务器', message_en: 'the server cannot be reached' });
  }
  if (answer.ok || answer.status === 304) return answer;
  const error = await errorOf(answer);
  if (error.code === 'not_signed_in') signedOut(error);
  throw error;
}

export async function get(path) {
  return (await call(path)).json();
}

const looks = new Map(); // by address: the mark by which the page goes on with its look

/** {body, etag}, or null where nothing changed since etag. again: the page asks by itself. */
export async function getChanged(path, etag, again) {
  const own = again ? `${path}${path.includes('?') ? '&' : '?'}quiet=1&look=${looks.get(path) || ''}` : path;
  const answer = await call(own, { headers: etag ? { 'If-None-Match': etag } : {} });
  if (looks.size > LOOKS_MOST) looks.clear();
  looks.set(path, answer.headers.get('x-look') || '');
  if (answer.status === 304) return null;
  return { body: await answer.json(), etag: answer.headers.get('etag') };
}

export async function post(path, body = {}) {
  const answer = await call(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': token },
    body: JSON.stringify(body),
  });
  return answer.json();
}

export async function getBlob(path) {
  return (await call(path)).blob();
}
