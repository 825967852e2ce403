/** Cuts a stream into pieces of one size; the last one may be smaller. A piece is good until the next one is asked for. */
export async function* chunksOf(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  const chunk = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const bytes of source) {
    for (let read = 0; read < bytes.length;) {
      const copied = bytes.copy(chunk, filled, read);
      read += copied;
      filled += copied;
      if (filled < size) continue;
      yield chunk;
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
