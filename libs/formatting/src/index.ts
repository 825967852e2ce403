export { arrangeEntities, inOrder, overlap } from './arrange-entities';
export { characterCount } from './character-count';
export { checkLink, mentionedUserId } from './check-link';
export { cleanText } from './clean-text';
export { EntityParseError, type Entity, type FormattedText } from './entity';
export { withFoundEntities } from './find-entities';
export { parserFor } from './parse-text';
export { splitText } from './split-text';
