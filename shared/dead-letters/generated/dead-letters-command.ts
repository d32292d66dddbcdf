// Generated from events/dead-letters-command.schema.json by `npm run generate`. Do not edit.

/**
 * An operator's command for the function redrive: the event of its invocation. Each field says which commands take it.
 */
export interface DeadLettersCommand {
  readonly command: 'list' | 'show' | 'plan' | 'redrive' | 'discard' | 'quota' | 'resume';
  /**
   * For list, plan and redrive: the dead letters that match all criteria. plan and redrive need at least one.
   */
  readonly selection?: {
    /**
     * Every dead letter, if there is no other criterion.
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
     * As in the request, where it may be invalid.
     */
    readonly tenantId?: string;
    /**
     * The stage at which the request failed.
     *
     * @minItems 1
     */
    readonly stages?: [
      'parse' | 'create' | 'tag' | 'announce',
      ...('parse' | 'create' | 'tag' | 'announce')[]
    ];
    /**
     * Ids, or prefixes that match one dead letter only.
     *
     * @minItems 1
     * @maxItems 1000
     */
    readonly ids?: [string, ...string[]];
    /**
     * Parked for at least this number of seconds.
     */
    readonly olderThanS?: number;
    /**
     * At most this number, oldest first.
     */
    readonly limit?: number;
  };
  /**
   * For redrive: startedAt of the first answer. Dead letters that were parked since then are left out, because they have been tried.
   */
  readonly startedAt?: string;
  /**
   * For redrive: the position of the last dead letter that was tried, from next of the previous answer.
   */
  readonly after?: string;
  /**
   * For redrive: where the remaining dead letters are on the topic, compressed and signed, from next of the previous answer. Without it, or without our signature, the whole topic is read again.
   */
  readonly remaining?: string;
  /**
   * For show: an id, or a prefix that matches one dead letter only.
   */
  readonly id?: string;
  /**
   * For discard: complete ids.
   *
   * @minItems 1
   * @maxItems 1000
   */
  readonly ids?: [string, ...string[]];
  /**
   * For discard: the reason, which the event contains.
   */
  readonly reason?: string;
}
