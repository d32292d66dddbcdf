/** One delivery of a request. */
export type Message = {
  /**
   * The request as it came in, byte for byte; over HTTP with what the body left out put in from path
   * and header, so that it can be sent in again by any door.
   */
  readonly text: string;
  readonly source: Source;
  /** Somebody waits for the answer, so nothing is lost when a message that names nobody is refused. */
  readonly callerWaits: boolean;
  readonly traceparent?: string;
  /** Of a redrive: the letter that the message lies in. */
  readonly letterId?: string;
  /** Why the message is parked unread. */
  readonly refused?: MessageRefusal;
};

/** What a door found amiss with the sender of a message, so that its text proves nothing. */
export type MessageRefusal = {
  readonly code: 'SourceUnexpected' | 'SignatureMissing' | 'SignatureInvalid' | 'SignatureExpired';
  /** A sentence that says what was wrong, with nothing of the text in it. */
  readonly detail: string;
};

/** Where a message came from. */
type Source =
  | { readonly door: 'http' | 'invoke' }
  | {
      readonly door: 'queue';
      readonly topic: string;
      readonly partition: number;
      readonly offset: number;
    }
  /** A queue without offsets (CMQ, EventBridge), or a record that does not say where it was. */
  | { readonly door: 'queue'; readonly topic: string; readonly messageId: string };
