/** The part of the page's script that holds the phones together and listens to the server. */
export const PAGE_SCRIPT = String.raw`
/** Calls the sandbox. An answer that is an error becomes an exception with its words. */
async function call(method, path, body) {
  const request = body === undefined ? { method }
    : { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, request);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function showAlertDialog(text) {
  document.getElementById('alert-text').textContent = text;
  document.getElementById('alert-dialog').showModal();
}

const page = { bot: { username: '' }, phones: new Map() };

async function refreshEverything() {
  const { bot, people } = await call('GET', '/api/world');
  page.bot = bot;
  document.getElementById('bot-name').textContent = '@' + bot.username;
  for (const person of people) {
    const known = page.phones.get(person.key);
    const phone = known ?? new Phone(person, page);
    phone.describe(person);
    if (known) continue;
    page.phones.set(person.key, phone);
    document.getElementById('phones').append(phone.root);
  }
  showStartLink();
  await Promise.all(Array.from(page.phones.values(), (phone) => phone.refresh()));
}

/** The page opened as /?start=…, in place of t.me/<bot>?start=…: somebody has to follow the link. */
function showStartLink() {
  const parameter = new URLSearchParams(location.search).get('start');
  document.getElementById('start-link').hidden = parameter === null;
  if (parameter === null) return;
  document.getElementById('start-link-people').replaceChildren(...Array.from(page.phones.values(), (phone) =>
    make('button', { type: 'button', className: 'primary', onclick: () => { phone.send('/start ' + parameter); forgetStartLink(); } }, phone.person.name)));
}

function forgetStartLink() {
  history.replaceState(null, '', '/');
  document.getElementById('start-link').hidden = true;
}

/** A short key that nobody has yet, made from the name. */
function keyFor(name) {
  const base = Array.from(name.toLowerCase()).filter((letter) => /[\p{L}\p{N}]/u.test(letter)).slice(0, 24).join('') || 'person';
  let key = base;
  for (let number = 2; page.phones.has(key); number += 1) key = base + '-' + number;
  return key;
}

function prepareDialogs() {
  const dialog = document.getElementById('person-dialog');
  const form = document.getElementById('person-form');
  const problem = form.querySelector('.problem');
  document.getElementById('add-person').onclick = () => { form.reset(); problem.textContent = ''; dialog.showModal(); };
  form.querySelector('.cancel').onclick = () => dialog.close();
  form.onsubmit = (event) => {
    event.preventDefault();
    const { firstName, username, languageCode } = Object.fromEntries(new FormData(form));
    call('POST', '/api/people', { key: keyFor(firstName), firstName, username, languageCode })
      .then(({ key }) => refreshEverything().then(() => {
        dialog.close();
        page.phones.get(key)?.root.scrollIntoView({ behavior: 'smooth', inline: 'center' });
      }))
      .catch((error) => { problem.textContent = error.message; });
  };
  const alertDialog = document.getElementById('alert-dialog');
  alertDialog.querySelector('button').onclick = () => alertDialog.close();
  document.getElementById('start-link-close').onclick = forgetStartLink;
}

function showConnection(isLive) {
  const status = document.getElementById('connection');
  status.textContent = isLive ? 'live' : 'connection lost, trying again…';
  status.classList.toggle('live', isLive);
}

function listen() {
  const events = new EventSource('/api/events');
  events.onopen = () => { showConnection(true); refreshEverything(); };
  events.onerror = () => showConnection(false);
  events.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    const phone = page.phones.get(event.key);
    if (event.type === 'people') refreshEverything();
    else if (event.type === 'answer') phone?.answered(event);
    else phone?.refresh();
  };
}

prepareDialogs();
listen();
`;
