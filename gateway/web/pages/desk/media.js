// media: pictures and files of a case. The server only ever hands them out as attachments; a picture
// is shown from memory, anything else is offered for saving.

import { el } from './dom.js';
import { getBlob } from './api.js';
import { t } from './words.js';

const shows = (type) => /^image\/(jpeg|png|gif|webp)$/.test(type);

function enlarge(address) {
  const dialog = el('dialog', { class: 'picture', 'aria-label': t('picture') },
    el('img', { src: address, alt: t('picture') }),
    el('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, t('close_dialog')));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
}

/** A file by itself, shown or offered for saving. */
export async function showFile(path, kind) {
  const blob = await getBlob(path), address = URL.createObjectURL(blob);
  if (!shows(blob.type)) el('a', { href: address, download: kind }).click();
  else enlarge(address);
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

async function load(box, one, path, addresses) {
  try {
    const address = URL.createObjectURL(await getBlob(path));
    addresses.push(address);
    const picture = shows(one.type)
      ? el('button', { type: 'button', onclick: () => enlarge(address) }, el('img', { src: address, alt: t('picture') }))
      : el('a', { href: address, download: one.id, class: 'file' }, t('save_file'), el('span', { class: 'small muted' }, one.type));
    box.replaceChildren(picture);
  } catch (error) {
    box.replaceChildren(el('span', { class: 'small muted' }, error.message));
  }
}

/** Thumbnails; addresses collects what must be given back with URL.revokeObjectURL. */
export function media(id, files, addresses) {
  if (!files.length) return '';
  const list = el('ul', { class: 'media', 'aria-label': t('media') });
  for (const one of files) {
    const box = el('li', {}, el('span', { class: 'small muted' }, one.state === 'here' ? t('loading') : t(`media_${one.state}`)));
    list.append(box);
    if (one.state === 'here') load(box, one, `media/${one.id}?case=${id}`, addresses);
  }
  return list;
}
