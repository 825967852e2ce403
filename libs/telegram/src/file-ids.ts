/** What a file can be sent as: the part of a message that shows it. */
export const FILE_KINDS = ['photo', 'animation', 'audio', 'document', 'sticker', 'video', 'voice'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/**
 * Under which id the sent message's file can be sent again as the same kind. Null when Telegram has made something else of
 * it: a file cannot change its kind by its id (core.telegram.org/bots/api#sending-files).
 */
export function fileIdIn(result: unknown, kind: FileKind): string | null {
  if (typeof result !== 'object' || result === null) return null;
  const part = (result as Readonly<Record<string, unknown>>)[kind];
  return kind === 'photo' ? idOf(largest(part)) : idOf(part);
}

/** The same for the messages of an album, in their order, each as what it is. An animation also says that it is a document. */
export function fileIdsIn(result: unknown): (string | null)[] {
  if (!Array.isArray(result)) return [];
  return result.map((message: unknown) => {
    for (const kind of FILE_KINDS) {
      const id = fileIdIn(message, kind);
      if (id !== null) return id;
    }
    return null;
  });
}

/** Photos come in several sizes, not always in order. */
function largest(sizes: unknown): unknown {
  if (!Array.isArray(sizes)) return undefined;
  return sizes.toSorted((one, other) => areaOf(one) - areaOf(other)).at(-1);
}

function areaOf(size: unknown): number {
  const { width, height } = (size ?? {}) as { width?: unknown; height?: unknown };
  return typeof width === 'number' && typeof height === 'number' ? width * height : 0;
}

function idOf(file: unknown): string | null {
  const { file_id: id } = (file ?? {}) as { file_id?: unknown };
  return typeof id === 'string' && id !== '' ? id : null;
}
