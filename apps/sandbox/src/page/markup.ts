/** The page without its style and its script. What people and bots wrote is never part of it: the script puts that in as text. */
export const MARKUP = `
<header class="bar">
  <div class="brand">
    <span class="logo" aria-hidden="true"></span>
    <div>
      <h1>Chappe sandbox</h1>
      <p>A Telegram in a box. You play the people who write to <b id="bot-name">the bot</b>.</p>
    </div>
  </div>
  <div class="bar-actions">
    <span id="connection" class="status" role="status">connecting…</span>
    <button type="button" id="add-person" class="plain">Add a person</button>
  </div>
</header>
<div id="start-link" class="banner" hidden>
  <p>You opened a start link. Who follows it?</p>
  <div id="start-link-people" class="banner-actions"></div>
  <button type="button" id="start-link-close" class="plain" aria-label="Forget the link">Not now</button>
</div>
<main id="phones" class="phones" aria-label="Phones"></main>

<template id="phone">
  <section class="phone">
    <header class="phone-head">
      <span class="avatar" aria-hidden="true"></span>
      <div class="who">
        <h2 class="name"></h2>
        <p class="details"></p>
      </div>
      <label class="switch" title="Block the bot">
        <input type="checkbox" role="switch" class="block">
        <span class="track" aria-hidden="true"></span>
        <span>Block</span>
      </label>
    </header>
    <div class="chat" role="log" tabindex="0">
      <div class="empty"></div>
      <ol class="messages"></ol>
    </div>
    <div class="toast" role="status" aria-live="polite"></div>
    <div class="keyboard" hidden></div>
    <form class="composer">
      <textarea class="text" rows="1" maxlength="4096" placeholder="Message" autocomplete="off"></textarea>
      <button type="submit" class="send" aria-label="Send"><span aria-hidden="true">➤</span></button>
    </form>
    <button type="button" class="start" hidden>Start</button>
    <button type="button" class="start unblock" hidden>Unblock and start again</button>
  </section>
</template>

<dialog id="person-dialog" aria-labelledby="person-title">
  <form id="person-form">
    <h2 id="person-title">Add a person</h2>
    <label>First name <input name="firstName" required maxlength="64" autocomplete="off"></label>
    <label>Username <small>may stay empty, as on Telegram</small>
      <input name="username" pattern="[A-Za-z]\\w{3,31}" title="4 to 32 letters, digits or _, a letter first" autocomplete="off">
    </label>
    <label>Language <small>of the app, e.g. en, ru, pt-br; may stay empty</small>
      <input name="languageCode" pattern="[A-Za-z]{2,3}(-[A-Za-z]{2,8})?" title="a code such as en or pt-br" autocomplete="off">
    </label>
    <p class="problem" role="alert"></p>
    <div class="dialog-actions">
      <button type="button" class="plain cancel">Cancel</button>
      <button type="submit" class="primary">Add</button>
    </div>
  </form>
</dialog>

<dialog id="alert-dialog" aria-labelledby="alert-text">
  <p id="alert-text"></p>
  <div class="dialog-actions"><button type="button" class="primary">OK</button></div>
</dialog>
<noscript><p class="banner">The page needs JavaScript to play the people.</p></noscript>
`;
