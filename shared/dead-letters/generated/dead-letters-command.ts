// Generated from events/dead-letters-command.schema.json by `npm run generate`. Do not edit.

/**
 * What an operator asks of the function redrive: the event of its invocation. Which fields go with which command, each says.
 */
export interface DeadLettersCommand {
  readonly command: 'list' | 'show' | 'plan' | 'redrive' | 'discard' | 'quota' | 'resume';
  /**
   * Of list, plan and redrive: the letters that fit everything that is said. To plan and redrive, something must be said.
   */
  readonly selection?: {
    /**
     * Every letter, where nothing else is said.
     */
    readonly all?: true;
    /**
     * Codes, or families of them: LimitExceeded means LimitExceeded.CmkLimitExceeded too.
     *
     * @minItems 1
     * @maxItems 100
     */
    readonly codes?: [string, ...string[]];
    /**
     * As the request has it, which may be what is wrong with it.
     */
    readonly tenantId?: string;
    /**
     * Where the work was when it failed.
     *
     * @minItems 1
     */
    readonly stages?: [
      'parse' | 'create' | 'tag' | 'announce',
      ...('parse' | 'create' | 'tag' | 'announce')[]
    ];
    /**
     * Ids, or beginnings of ids that fit one letter only.
     *
     * @minItems 1
     * @maxItems 1000
     */
    readonly ids?: [string, ...string[]];
    /**
     * Parked for at least so many seconds.
     */
    readonly olderThanS?: number;
    /**
     * The first so many, oldest first.
     */
    readonly limit?: number;
  };
  /**
   * Of redrive: startedAt of the first answer. Letters that were parked since are left out, as they had their turn.
   */
  readonly startedAt?: string;
  /**
   * Of redrive: the place of the last letter that had its turn, from next of the answer before.
   */
  readonly after?: string;
  /**
   * Of show: an id, or the beginning of one that fits one letter only.
   */
  readonly id?: string;
  /**
   * Of discard: whole ids.
   *
   * @minItems 1
   * @maxItems 1000
   */
  readonly ids?: [string, ...string[]];
  /**
   * Of discard: why, for the event that tells of it.
   */
  readonly reason?: string;
}
