/** One field of a request that is wrong. */
export class FieldErrorView {
  /** Where it stands, e.g. `text` or `items.0.name`. */
  field!: string;

  /** What would be right. */
  message!: string;
}

/** What went wrong, as RFC 9457 has it. */
export class ProblemView {
  /** Always `about:blank`: the code tells the kind. */
  type!: string;
  title!: string;
  status!: number;

  /** Stable, for programs, e.g. `messaging.message_not_found`. */
  code!: string;

  /** For people: what was wrong, what is right, what to do. */
  detail!: string;

  /** The fields to mend. */
  errors?: FieldErrorView[];

  /** To quote when you report it. It also stands in the header X-Request-Id. */
  requestId!: string;
}
