/** Something the caller of the sandbox's JSON API has to mend. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    words: string,
  ) {
    super(words);
  }
}
