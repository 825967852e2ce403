/** Some of the emoji that anybody may react with. https://core.telegram.org/bots/api#reactiontypeemoji */
const EMOJI = new Set([
  ...'❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾😡',
]);

export function isReactionEmoji(emoji: string): boolean {
  return EMOJI.has(emoji.replaceAll('\uFE0F', ''));
}
