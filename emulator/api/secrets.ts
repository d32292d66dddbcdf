import { isJsonObject, type JsonObject } from '../json/json.ts';

/** A parameter as it is listed: without secrets and code, and cut off if it is a long event. */
export function shownValue(name: string, value: unknown): unknown {
  if (SECRETS.has(name)) return SECRET;
  if (name === 'ZipFile' || name === 'Code') return '(code)';
  if (name === 'Environment') return shownEnvironment(value);
  if (name === 'TriggerDesc' && mayHavePassword(value)) return SECRET;
  const isLong = typeof value === 'string' && value.length > EVENT_LENGTH_MAX;
  return name === 'ClientContext' && isLong ? `${value.slice(0, EVENT_LENGTH_MAX)}…` : value;
}

/** An answer as it is shown: the same as {@link shownValue}, at every depth. */
export function withoutSecrets(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withoutSecrets);
  if (!isJsonObject(answer)) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => {
      // An error has a code, too.
      const shown = name === 'Code' ? value : shownValue(name, value);
      return [name, shown === value ? withoutSecrets(value) : shown];
    }),
  );
}

const SECRET = '(secret)';

/** Parameters and parts of answers that carry secrets. */
const SECRETS: ReadonlySet<string> = new Set([
  ...['EncryptedKeyMaterial', 'ImportToken', 'Plaintext'],
  ...['TmpSecretKey', 'SecretKey', 'Token', 'Password', 'password'],
]);

const EVENT_LENGTH_MAX = 1_000;

/** A trigger's description is JSON, in which a name may be written with escapes. Another value is a mistake. */
function mayHavePassword(description: unknown): boolean {
  return typeof description !== 'string' || /easConfig|\\u/.test(description);
}

/** Lists only the names of a function's variables, because a value may be a key. */
function shownEnvironment(environment: unknown): JsonObject | string {
  const { Variables } = isJsonObject(environment) ? environment : {};
  if (!Array.isArray(Variables)) return SECRET;
  return { Variables: Variables.map((row) => ({ Key: row?.Key, Value: SECRET })) };
}
