/** A field that a kind of effect needs. */
export type EffectField = 'code' | 'tagCode' | 'status' | 'ms';

/** What a fault can do to a call, as the reader chooses it. */
export type EffectKind = {
  readonly name: string;
  readonly text: string;
  readonly field?: EffectField;
  /** Whether it can be set for the action. */
  readonly fits: (action: string) => boolean;
  readonly effectOf: (value: string) => Readonly<Record<string, unknown>>;
};

/** Every kind of effect, the usual ones first. */
export const EFFECT_KINDS: readonly EffectKind[] = [
  {
    name: 'error',
    text: 'Answers with an error code and does nothing',
    field: 'code',
    fits: isOfApi,
    effectOf: (error) => ({ error }),
  },
  {
    name: 'after',
    text: 'Takes effect, and then answers with an error code',
    field: 'code',
    fits: isOfApi,
    effectOf: (error) => ({ error, after: true }),
  },
  {
    name: 'lostAnswer',
    text: 'Takes effect, but the answer is lost',
    fits: always,
    effectOf: () => ({ lostAnswer: true }),
  },
  {
    name: 'truncate',
    text: 'Takes effect, but the answer ends in its middle',
    fits: always,
    effectOf: () => ({ truncate: true }),
  },
  {
    name: 'lateMs',
    text: 'Ends the connection, and takes effect later',
    field: 'ms',
    fits: always,
    effectOf: (ms) => ({ lateMs: Number(ms) }),
  },
  {
    name: 'delayMs',
    text: 'Takes effect at once, and answers later',
    field: 'ms',
    fits: always,
    effectOf: (ms) => ({ delayMs: Number(ms) }),
  },
  {
    name: 'http',
    text: 'Answers with a gateway’s page and does nothing',
    field: 'status',
    fits: always,
    effectOf: (status) => ({ http: Number(status) }),
  },
  {
    name: 'notJson',
    text: 'Answers with a page of status 200 and does nothing',
    fits: always,
    effectOf: () => ({ notJson: true }),
  },
  {
    name: 'tagCode',
    text: 'Creates the key, but its tags fail',
    field: 'tagCode',
    fits: (action) => action === 'CreateKey' || action === '*',
    effectOf: (tagCode) => ({ tagCode: Number(tagCode) }),
  },
];

/** An effect in words, whoever set it; several parts are joined. */
export function effectText(effect: Readonly<Record<string, unknown>>): string {
  const { after, ...parts } = effect;
  const texts = Object.entries(parts).map(([name, value]) => {
    const kind = EFFECT_KINDS.find(
      (one) => one.name === (name === 'error' && after ? 'after' : name),
    );
    const text = kind?.text ?? name;
    return value === true ? text : `${text}: ${value}${name.endsWith('Ms') ? ' ms' : ''}`;
  });
  return texts.join('; ');
}

function isOfApi(action: string): boolean {
  return !action.startsWith('topics:');
}

function always(): boolean {
  return true;
}
