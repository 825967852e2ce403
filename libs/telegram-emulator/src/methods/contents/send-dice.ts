import { badRequest } from '../../calls/refusal';
import { sendingContents } from './send-contents';

/** How many faces the dice have: https://core.telegram.org/bots/api#senddice */
const FACES: Record<string, number> = { '🎲': 6, '🎯': 6, '🎳': 6, '🏀': 5, '⚽': 5, '🎰': 64 };

/** The value comes from the world's own chance, so that the same seed throws the same. */
export const sendDice = sendingContents({
  name: 'sendDice',
  read: ({ params, world }) => {
    const emoji = params.has('emoji') ? params.text('emoji').replaceAll('\uFE0F', '') : '🎲';
    return () => {
      const faces = Object.hasOwn(FACES, emoji) ? FACES[emoji] : undefined;
      if (faces === undefined) throw badRequest('EMOTICON_INVALID');
      return { dice: { emoji, value: world.random.between(1, faces) } };
    };
  },
});
