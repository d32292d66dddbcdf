/**
 * The search condition of a CLS query as a condition of SQLite. It knows what our queries use: `field:"value"`,
 * `field:value`, `field:(one OR other)`, `field:>=1`, `field:*`, AND, OR, NOT and parentheses. Anything else throws.
 *
 * @see https://www.tencentcloud.com/document/product/614/37803
 */
export function searchCondition(search: string): string {
  const tokens = tokensOf(search);
  let at = 0;
  const isNext = (word: string) => tokens[at]?.toUpperCase() === word;

  function take(): string {
    const token = tokens[at];
    if (token === undefined) throw new Error(`${search} ends too early`);
    at += 1;
    return token;
  }

  function expect(word: string): void {
    const token = take();
    if (token !== word) throw new Error(`${search} has ${token} in place of ${word}`);
  }

  function either(one: () => string): string {
    const parts = [both(one)];
    while (isNext('OR')) {
      at += 1;
      parts.push(both(one));
    }
    return `(${parts.join(' or ')})`;
  }

  /** AND binds closer than OR. */
  function both(one: () => string): string {
    const parts = [one()];
    while (isNext('AND')) {
      at += 1;
      parts.push(one());
    }
    return parts.join(' and ');
  }

  function condition(): string {
    if (isNext('NOT')) {
      at += 1;
      return `not ${condition()}`;
    }
    const token = take();
    if (token === '(') return group(condition);
    if (!token.endsWith(':')) throw new Error(`${search} searches for ${token} in every field`);
    // SQLite takes a name in double quotes that no column has for a text.
    const field = `[${token.slice(0, -1)}]`;
    if (!isNext('(')) return comparison(field, take());
    at += 1;
    return group(() => comparison(field, take()));
  }

  function group(one: () => string): string {
    const inner = either(one);
    expect(')');
    return inner;
  }

  const whole = either(condition);
  if (at < tokens.length) throw new Error(`${search} goes on with ${tokens[at]}`);
  return whole;
}

const TOKEN = /\s*([()]|"[^"]*"|[A-Za-z_]\w*:|(?:>=|<=|>|<)\d+|\*|[\w.-]+)/y;

function tokensOf(search: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < search.trimEnd().length) {
    const { lastIndex } = TOKEN;
    const [, token] = TOKEN.exec(search) ?? [];
    if (token === undefined) throw new Error(`${search} has something unknown at ${lastIndex}`);
    tokens.push(token);
  }
  return tokens;
}

/** A line without the field meets no comparison, and `NOT` of each. */
function comparison(field: string, value: string): string {
  if (value === '*') return `(${field} is not null)`;
  if (/^[<>]/.test(value)) return `coalesce(${field} ${value}, 0)`;
  return `coalesce(${field} = '${value.replaceAll('"', '')}', 0)`;
}
