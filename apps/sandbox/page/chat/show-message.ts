/** Moves to a message of the chat around this element, if it is on the page. */
export function showMessage(inside: Element, messageId: number): void {
  const message = inside.closest('.chat')?.querySelector<HTMLElement>(`[data-message="${String(messageId)}"]`);
  if (!message) return;
  message.scrollIntoView({ block: 'center' });
  message.focus({ preventScroll: true });
}
