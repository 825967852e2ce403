/** The part of the page's script that is one phone: a person's private chat with the bot. */
export const PHONE_SCRIPT = String.raw`
const HUES = [210, 150, 20, 280, 340, 95, 45, 190];

class Phone {
  constructor(person, page) {
    this.person = person;
    this.page = page;
    this.root = document.getElementById('phone').content.firstElementChild.cloneNode(true);
    this.find('.start').onclick = () => this.send('/start');
    this.find('.unblock').onclick = () => this.block(false).then(() => this.send('/start'));
    this.find('.block').onchange = (event) => this.block(event.target.checked);
    this.find('.composer').onsubmit = (event) => { event.preventDefault(); this.submit(); };
    const text = this.find('.text');
    text.onkeydown = (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
    };
    text.oninput = () => { text.style.height = 'auto'; text.style.height = text.scrollHeight + 2 + 'px'; };
    this.describe(person);
  }

  find(selector) { return this.root.querySelector(selector); }
  botUsername() { return this.page.bot.username; }
  path(rest) { return '/api/people/' + encodeURIComponent(this.person.key) + '/' + rest; }

  describe(person) {
    this.person = person;
    this.root.setAttribute('aria-label', 'Phone of ' + person.name);
    this.find('.name').textContent = person.name;
    const details = [person.username ? '@' + person.username : 'no username', person.languageCode ?? 'no language', 'id ' + person.id];
    this.find('.details').textContent = details.join(' · ');
    this.find('.avatar').textContent = Array.from(person.name)[0] ?? '?';
    this.find('.avatar').style.setProperty('--hue', HUES[person.id % HUES.length]);
    this.find('.chat').setAttribute('aria-label', 'Chat of ' + person.name + ' with @' + this.botUsername());
    this.find('.text').setAttribute('aria-label', 'Message from ' + person.name);
    this.find('.empty').textContent = 'No messages yet. Press Start, as everybody does who opens a bot.';
  }

  async refresh() {
    const { blocked, messages } = await call('GET', this.path('messages'));
    const chat = this.find('.chat');
    const wasAtEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80;
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
    const byId = new Map(messages.map((message) => [message.messageId, message]));
    this.find('.messages').replaceChildren(...messages.map((message) => this.message(message, byId.get(message.replyTo))));
    if (focused) this.root.querySelector('[data-focus="' + CSS.escape(focused) + '"]')?.focus();
    this.showState(blocked, messages);
    if (wasAtEnd) chat.scrollTop = chat.scrollHeight;
  }

  showState(blocked, messages) {
    const isEmpty = messages.length === 0;
    this.find('.empty').hidden = !isEmpty;
    this.find('.block').checked = blocked;
    this.find('.start').hidden = !isEmpty || blocked;
    this.find('.unblock').hidden = !blocked;
    this.find('.composer').hidden = blocked || isEmpty;
    this.showKeyboard(blocked ? undefined : messages.findLast((one) => one.replyMarkup?.keyboard || one.replyMarkup?.remove_keyboard));
  }

  /** The keyboard that takes the place of the letters. */
  showKeyboard(message) {
    const rows = message?.replyMarkup.keyboard ?? [];
    const keys = rows.map((row) => make('div', {}, ...row.map((key) => {
      const text = typeof key === 'string' ? key : key.text;
      return make('button', { type: 'button', className: 'key', onclick: () => this.send(text) }, text);
    })));
    this.find('.keyboard').hidden = keys.length === 0;
    this.find('.keyboard').replaceChildren(...keys);
  }

  message(message, repliedTo) {
    const time = new Date(message.date * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    const bubble = make('div', { className: 'bubble', dir: 'auto' });
    if (repliedTo) bubble.append(make('span', { className: 'reply' }, repliedTo.text.slice(0, 80)));
    bubble.append(...formatted(message.text, message.entities, this));
    bubble.append(make('span', { className: 'time' }, (message.editDate ? 'edited ' : '') + time));
    const item = make('li', { className: 'message ' + message.from }, bubble);
    const rows = message.replyMarkup?.inline_keyboard ?? [];
    if (rows.length > 0) {
      item.append(make('div', { className: 'buttons' }, ...rows.map((row, y) =>
        make('div', {}, ...row.map((button, x) => this.button(message, button, message.messageId + ':' + y + ':' + x))))));
    }
    return item;
  }

  button(message, button, focus) {
    if (button.url) {
      const link = linkTo(button.url, [button.text + ' ↗'], this);
      link.className = 'key';
      return link;
    }
    const element = make('button', { type: 'button', className: 'key' }, button.text);
    element.dataset.focus = focus;
    element.onclick = () => {
      element.ariaBusy = 'true';
      this.act(call('POST', this.path('press'), { messageId: message.messageId, button: button.text }));
      setTimeout(() => { element.ariaBusy = 'false'; }, 3000);
    };
    return element;
  }

  submit() {
    const text = this.find('.text');
    if (text.value.trim() === '') return;
    const value = text.value;
    text.value = '';
    text.style.height = 'auto';
    this.send(value).then((sent) => { if (!sent && text.value === '') text.value = value; });
    text.focus();
  }

  send(text) { return this.act(call('POST', this.path('messages'), { text })); }
  block(blocked) { return this.act(call('POST', this.path('block'), { blocked })); }

  /** What cannot be done is said, in the words of the server. */
  act(doing) {
    return doing.then(() => true, (error) => { this.toast(error.message, true); this.refresh(); return false; });
  }

  toast(text, isBad = false) {
    const toast = this.find('.toast');
    toast.textContent = text;
    toast.className = 'toast shown' + (isBad ? ' bad' : '');
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => { toast.className = 'toast'; }, 4000);
  }

  answered({ text, showAlert }) {
    for (const key of this.root.querySelectorAll('.key')) key.ariaBusy = 'false';
    if (!text) return;
    if (showAlert) showAlertDialog(text);
    else this.toast(text);
  }
}
`;
