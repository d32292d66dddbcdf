import { useState } from 'preact/hooks';
import { open } from '../../../emulator/page/browser/address.ts';
import { askServer } from '../../../emulator/page/browser/ask-server.ts';
import { attempt, report } from '../../../emulator/page/browser/notices.tsx';
import { SelectField } from '../../../emulator/page/browser/select-field.tsx';
import type { KeyRequestKeyUsage } from '../../../shared/tenant-key/generated/key-request.ts';
import type { NewRequest, SentRequest } from '../wire.ts';

/** Sends a request as its tenant does, and opens its trace. */
export function RequestForm() {
  const [entered, setEntered] = useState<Entered>(EMPTY);
  const [isBusy, setBusy] = useState(false);
  const change = (changes: Partial<Entered>) => setEntered({ ...entered, ...changes });

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    await attempt(() => send(entered));
    setBusy(false);
  }

  return (
    <form class="form" aria-label="Send a request" onSubmit={(event) => void submit(event)}>
      <SelectField
        label="Way in"
        value={entered.wayIn}
        options={WAYS}
        onChange={(wayIn) => change({ wayIn: wayInOf(wayIn) })}
      />
      <TextField
        label="Tenant"
        value={entered.tenantId}
        onChange={(tenantId) => change({ tenantId })}
        isRequired
      />
      <TextField
        label="Key name"
        value={entered.keyName}
        onChange={(keyName) => change({ keyName })}
        isRequired
      />
      <TextField
        label="Request id (empty: a new one)"
        value={entered.requestId}
        onChange={(requestId) => change({ requestId })}
      />
      <SelectField
        label="Usage"
        value={entered.keyUsage}
        options={KEY_USAGES.map((usage) => [usage, usage])}
        onChange={(keyUsage) => change({ keyUsage })}
      />
      <TextField
        label="More fields, as JSON"
        value={entered.more}
        placeholder={'{"tags":{"team":"billing"}}'}
        onChange={(more) => change({ more })}
      />
      <button type="submit" class="primary" disabled={isBusy}>
        {isBusy ? 'Sending…' : 'Send'}
      </button>
    </form>
  );
}

type Entered = {
  readonly wayIn: NewRequest['wayIn'];
  readonly tenantId: string;
  readonly keyName: string;
  readonly requestId: string;
  readonly keyUsage: string;
  /** A JSON object; empty without one. */
  readonly more: string;
};

const WAYS = [
  ['http', 'HTTP API'],
  ['queue', 'Queue'],
] as const;

/** The compiler misses a use that the contract has and this list has not. */
const KEY_USAGES = Object.keys({
  ENCRYPT_DECRYPT: true,
  ASYMMETRIC_DECRYPT_RSA_2048: true,
  ASYMMETRIC_DECRYPT_SM2: true,
  ASYMMETRIC_SIGN_VERIFY_SM2: true,
  ASYMMETRIC_SIGN_VERIFY_ECC: true,
  ASYMMETRIC_SIGN_VERIFY_RSA_2048: true,
  ASYMMETRIC_SIGN_VERIFY_ECDSA384: true,
  ASYMMETRIC_SIGN_VERIFY_RSA_3072: true,
  ASYMMETRIC_SIGN_VERIFY_DILITHIUM: true,
} satisfies Record<KeyRequestKeyUsage, true>);

/** Left out of a request, it is this one. */
const DEFAULT_USAGE: KeyRequestKeyUsage = 'ENCRYPT_DECRYPT';

const EMPTY: Entered = {
  ...{ wayIn: 'http', tenantId: 'acme', keyName: '', requestId: '' },
  ...{ keyUsage: DEFAULT_USAGE, more: '' },
};

function wayInOf(value: string): NewRequest['wayIn'] {
  return value === 'queue' ? 'queue' : 'http';
}

/** @throws Error in one sentence, when the request could not be sent. */
async function send({ wayIn, tenantId, keyName, requestId, keyUsage, more }: Entered) {
  const usage = keyUsage === DEFAULT_USAGE ? {} : { keyUsage };
  const body: NewRequest = {
    ...{ wayIn, tenantId, keyName },
    ...(requestId !== '' && { requestId }),
    fields: { ...usage, ...fieldsIn(more) },
  };
  const sent = await askServer<SentRequest>('/page/requests', { method: 'POST', body });
  if (sent.number === undefined) report(`The request ${sent.requestId} is on its way.`);
  else open(['requests', sent.number]);
}

function fieldsIn(text: string): object {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Refused below.
  }
  throw new Error('More fields must be a JSON object such as {"tags":{"team":"billing"}}.');
}

type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly onChange: (text: string) => void;
};

function TextField({ label, value, placeholder, isRequired = false, onChange }: TextFieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        value={value}
        placeholder={placeholder}
        required={isRequired}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
