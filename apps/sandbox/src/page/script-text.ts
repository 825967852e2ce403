/** The part of the page's script that turns a message's text and entities into nodes. Everything becomes text, never markup. */
export const TEXT_SCRIPT = String.raw`
/** Makes an element; a string among the children becomes a text node. */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre',
  blockquote: 'blockquote', expandable_blockquote: 'blockquote' };

/** Only what a browser opens safely becomes a link. */
function safeUrl(url) {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : 'http://' + url;
  return URL.canParse(address) && ['http:', 'https:', 'tg:', 'mailto:'].includes(new URL(address).protocol) ? address : null;
}

/** The parameter of a start link of this bot, null for any other link. */
function startParameter(url, botUsername) {
  if (!URL.canParse(url)) return null;
  const { hostname, pathname, searchParams } = new URL(url);
  const isOurs = ['t.me', 'telegram.me'].includes(hostname) && pathname.slice(1).toLowerCase() === botUsername.toLowerCase();
  return isOurs ? searchParams.get('start') : null;
}

function linkTo(url, children, phone) {
  const address = safeUrl(url);
  if (address === null) return make('span', {}, ...children);
  const start = startParameter(address, phone.botUsername());
  if (start !== null) {
    return make('button', { type: 'button', className: 'command', onclick: () => phone.send(('/start ' + start).trim()) }, ...children);
  }
  return make('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

function spoiler(children) {
  const element = make('span', { className: 'spoiler', tabIndex: 0, role: 'button', ariaLabel: 'Hidden text' }, ...children);
  const show = () => { element.classList.add('open'); element.removeAttribute('aria-label'); };
  element.onclick = show;
  element.onkeydown = (event) => { if (event.key === 'Enter' || event.key === ' ') show(); };
  return element;
}

function wrap(entity, source, children, phone) {
  if (TAGS[entity.type]) return make(TAGS[entity.type], {}, ...children);
  switch (entity.type) {
    case 'spoiler': return spoiler(children);
    case 'text_link': return linkTo(entity.url, children, phone);
    case 'url': return linkTo(source, children, phone);
    case 'email': return linkTo('mailto:' + source, children, phone);
    case 'bot_command':
      return make('button', { type: 'button', className: 'command', onclick: () => phone.send(source) }, ...children);
    default: return make('span', { className: 'link' }, ...children);
  }
}

/** The nodes of a stretch of the text; entities may lie in each other. */
function formatted(text, entities, phone, from = 0, to = text.length) {
  const nodes = [];
  let at = from;
  let rest = entities.filter((one) => one.offset < to && one.offset + one.length > from);
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    const begin = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    rest = others;
    if (end <= begin) continue;
    if (begin > at) nodes.push(text.slice(at, begin));
    const inner = formatted(text, others, phone, begin, end);
    nodes.push(wrap(entity, text.slice(begin, end), inner, phone));
    rest = others.filter((one) => one.offset + one.length > end);
    at = end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}
`;
