// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is taken away are pieces of code.

/** What somebody might do, and how it is shown that something of ours stands against it. */
export type Threat = {
  /** As in docs/security.md. */
  readonly number: number;
  readonly name: string;
  /** One for each part of our control. */
  readonly removals: readonly Removal[];
};

/** A part of a control that is taken away, and the test that must then fail. */
export type Removal = {
  /** What is the case without it. */
  readonly name: string;
  /** As in `test/edits/edit-by-symbol.mjs`: a declaration, or a file that is public as such. */
  readonly place: string;
  /** What stands there, once. */
  readonly right: string;
  readonly wrong: string;
  readonly testFile: string;
  /** The name of the test, of its row or of the tests around it, as it is written in its file. */
  readonly test: string;
  /** What else is in the name, where that is made of something else. */
  readonly row?: string;
};

type Row = readonly [
  name: string,
  place: string,
  right: string,
  wrong: string,
  testFile: string,
  test: string,
  row?: string,
];

const SERVE_HTTP = 'test/unit/serve-http.test.ts';
const HANDLE = 'test/unit/handle-message.test.ts';
const SIGNED = 'test/unit/signed-messages.test.ts';
const JWT = 'test/unit/jwt.test.ts';
const APPLICATION = 'test/unit/application.test.ts';
const FAIRNESS = 'test/unit/fairness.test.ts';
const REQUEST = 'events/key-request.schema.json';

/** The threats, each with what is taken away, from where, and the test that notices. */
const THREATS_BY_NAME: readonly (readonly [name: string, rows: readonly Row[]])[] = [
  [
    'A caller asks for another tenant',
    [
      [
        'an authenticated caller acts for every tenant',
        'refuseCaller',
        'if (authenticated.caller.mayActFor(tenantId)) return undefined;',
        'return undefined;',
        SERVE_HTTP,
        'with a token for another tenant is told that it is not for this one',
      ],
      [
        'a body names another tenant than its path',
        'readProvisionRequest > complete',
        '.filter((field) => !missing.includes(field) && body[field.name] !== field.value)',
        '.filter(() => false)',
        SERVE_HTTP,
        'names another tenant in the body than in the path',
      ],
    ],
  ],
  [
    'A request is given another key than its own',
    [
      [
        'two pairs of tenant and name share an alias',
        'aliasOf',
        '`${tenantId}_${keyName}` as KeyAlias',
        '`${tenantId}-${keyName}` as KeyAlias',
        'test/property/names.test.ts',
        'no two of a million pairs of tenant and name share an alias, and each alias is legal (P1)',
      ],
      [
        'a key with a similar alias is taken for the one',
        'findKey',
        'candidate === alias',
        'candidate.includes(alias)',
        'test/contract/key-service.test.ts',
        'ignores similar aliases: prefix, suffix, longer, other case',
      ],
      [
        'a key of another specification is adopted',
        'adopt',
        ' && proof.fingerprint === specFingerprint(request);',
        ';',
        HANDLE,
        'of ours, but of another specification, is a conflict',
      ],
    ],
  ],
  [
    'Somebody inside the account takes an alias, or forges a description',
    [
      [
        'any marker proves',
        'readProof',
        "return isOurs ? { kind: 'ours', fingerprint } : { kind: 'foreign' };",
        "return { kind: 'ours', fingerprint };",
        HANDLE,
        'and carries the marker of another key is not ours',
      ],
      [
        'a key without a marker is adopted',
        'adopt',
        'if (!isOurs || !isMadeAsAsked(found, request))',
        'if (!isMadeAsAsked(found, request))',
        HANDLE,
        'and has no marker is not ours: a conflict, and it is left alone',
      ],
      [
        'a function may change descriptions',
        'deploy/policy.reconcile.json',
        '        "kms:UpdateKeyDescription",\n',
        '',
        'test/unit/policies.test.ts',
        'denies outright whatever changes or uses a key, but what it is for',
      ],
    ],
  ],
  [
    'Tags by which access is given are forged',
    [
      [
        'a caller sets the tag that names the tenant',
        REQUEST,
        '|tencent|tenant-keys:)',
        '|tencent)',
        'test/corpus/tag-names.test.ts',
        'cannot be set by a caller: %s',
      ],
      [
        'a tag has a name that only looks like a reserved one',
        REQUEST,
        '"maxLength": 127,\n        "pattern": "^',
        '"maxLength": 127,\n        "pattern": "|^',
        'test/corpus/tag-names.test.ts',
        'that looks like a reserved one is refused: with %s',
      ],
      [
        'a tag of another tenant stays on the key',
        'missingTags',
        'key === TENANT_TAG_KEY ? values.get(key) !== value : !values.has(key)',
        '!values.has(key) && value !== undefined',
        HANDLE,
        "sets right the tenant's own tag, for access hangs on it",
      ],
    ],
  ],
  [
    'A log is forged, or discloses a secret',
    [
      [
        'any field is logged',
        'logLine',
        'if (ALLOWED.has(name)) fields',
        'fields',
        'test/unit/log.test.ts',
        'has no field but those of the list',
      ],
      [
        'control characters are logged',
        'logLine',
        '.replace(/[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]/gu, escaped)',
        '',
        'test/property/log-lines.test.ts',
        'of a message',
      ],
      [
        'error messages that may quote a request are logged',
        'refusalLine > detailOf',
        "const mayQuote = error.kmsRequestId !== undefined && failureOf(error.code).end !== 'hold';",
        'const mayQuote = false;',
        'test/unit/log.test.ts',
        'has only the id of an error about this call, since its message may quote the request',
      ],
    ],
  ],
  [
    'A field is set through the prototype of objects',
    [
      [
        'inherited fields are validated as if they were sent',
        'standaloneValidator > OPTIONS',
        'ownProperties: true',
        'ownProperties: false',
        'test/unit/generated.test.ts',
        'counts only fields that the request itself has',
      ],
      [
        'an event has inherited fields',
        'ownField',
        ' && Object.hasOwn(value, name)',
        '',
        'test/unit/triggers.test.ts',
        'is refused with a description of %s',
      ],
    ],
  ],
  [
    'A text makes a pattern slow',
    [
      [
        'a pattern begins anew at each place of a text',
        'parseText > TOKENS',
        '(:?))/gy;',
        '(:?))/g;',
        'test/corpus/patterns.test.ts',
        'the time of a regular expression grows no faster than the text (P9)',
        '/[^"{}[\\]]*(?:',
      ],
    ],
  ],
  [
    'An event is too large, too deep or too long',
    [
      [
        'texts of any size are parsed',
        'parseText',
        'if (Buffer.byteLength(text) > bytesMax) {',
        'if (bytesMax < 0) {',
        'test/property/parse.test.ts',
        'it is too large at 32,769 bytes, and not at 32,768',
      ],
      [
        'texts nest without end',
        'structuralFlaw',
        'if (open.length > DEPTH_MAX)',
        'if (open.length > 1e9)',
        'test/unit/parse-text.test.ts',
        'must not nest deeper than eight levels',
      ],
      [
        'a batch has any number of messages',
        'messagesTrigger',
        'if (list.length > MESSAGES_MAX) return tooMany(list.length);',
        '',
        'test/unit/triggers.test.ts',
        'is taken up to 10,000 records and refused beyond',
      ],
    ],
  ],
  [
    'Two readers read one text differently',
    [
      [
        'the last of two equal names counts',
        'structuralFlaw',
        "if (colon === ':' && isRepeated(name, open))",
        "if (colon === '' && isRepeated(name, [])) ",
        'test/property/parse.test.ts',
        'a name that stands twice anywhere is refused, however it is escaped',
      ],
      [
        'damaged bytes are read as something else',
        'parseText',
        "if (isDamaged(text)) return unreadable('The text has damaged bytes, or the character U+FFFD.');",
        '',
        'test/corpus/json-texts.test.ts',
        'that JSON leaves to the parser are read, unless they are damaged, marked or deep',
      ],
    ],
  ],
  [
    'A name looks like another',
    [
      [
        'characters of any script are in the name of a tenant',
        REQUEST,
        '"pattern": "^[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?$"',
        '"pattern": "^[\\\\p{L}0-9](?:[\\\\p{L}0-9-]{0,34}[\\\\p{L}0-9])?$"',
        'test/corpus/naughty-strings.test.ts',
        'twenty are valid as a tenantId or a keyName',
      ],
      [
        'an invalid request is repeated as it names itself',
        'parseRequest > legible',
        "return typeof text === 'string' && LEGIBLE.test(text) ? text : undefined;",
        "return typeof text === 'string' ? text : undefined;",
        'test/unit/parse-request.test.ts',
        'is not known when %s',
      ],
    ],
  ],
  [
    'A request has us call an address inside',
    [
      [
        'a request has fields that nobody knows',
        REQUEST,
        '  "additionalProperties": false,\n  "required": ["requestId", "tenantId", "keyName"],',
        '  "required": ["requestId", "tenantId", "keyName"],',
        'test/unit/addresses.test.ts',
        'in a field %s of a request',
      ],
      [
        'redirects of the issuer are followed',
        'issuerKeys > fetchKeys',
        "redirect: 'error'",
        "redirect: 'follow'",
        JWT,
        'are fetched once, and no redirect is followed',
      ],
    ],
  ],
  [
    'A request is sent again',
    [
      [
        'a repeat is another event',
        'envelopeOf',
        'id: fingerprintOf([type, source, ...occasion])',
        'id: String(Math.random())',
        HANDLE,
        'adopts the key and is announced byte for byte as before',
      ],
      [
        'a repeat is a conflict with its own key',
        'KMS_FAILURES',
        "    'InvalidParameterValue.AliasAlreadyExists',\n    'find-key',\n    'park',",
        "    'InvalidParameterValue.AliasAlreadyExists',\n    'give-up',\n    'reject',",
        SIGNED,
        'a signed one creates its key, and a repeat is the same event',
      ],
      [
        'a signature never expires',
        'openEnvelope',
        'if (ageS <= ageSMax && ageS >= -AHEAD_S_MAX) return { text: payload };',
        'if (ageS <= Infinity) return { text: payload };',
        SIGNED,
        'that was signed %s is checked for its age',
      ],
    ],
  ],
  [
    'The HTTP API is open to every caller',
    [
      [
        'a URL that asks nobody is deployed before a function that asks nobody',
        'checkAgreement',
        "if (trigger?.type === 'http') checkDoor(",
        "if (trigger?.type === 'http' && functionName === '') checkDoor(",
        APPLICATION,
        'AUTH=%s goes with authType %s: %j',
      ],
      [
        'the application is deployed with an open URL',
        'serverless.yml',
        'authType: ${env:HTTP_AUTH_TYPE}',
        'authType: NONE',
        APPLICATION,
        'AUTH=%s goes with authType %s: %j',
      ],
      [
        'a function without authentication starts in the cloud',
        'readAuthSettings > asKind',
        "if (text === 'open' && isLocal) return text;",
        "if (text === 'open') return text;",
        'test/unit/config.test.ts',
        'refuses to start in the cloud with AUTH=%s',
      ],
      [
        'a request is read before its caller is authenticated',
        'serveHttp > answer',
        "if ('tenantId' in route) {",
        "if (route.route === 'list' || route.route === 'show') {",
        SERVE_HTTP,
        'without a token gets a challenge without an error',
      ],
    ],
  ],
  [
    'A token is forged, or for another caller',
    [
      [
        'a token chooses its algorithm',
        'tokenVerifier',
        '    algorithms: [...settings.algorithms],\n',
        '',
        JWT,
        'of an algorithm that is switched off is refused',
      ],
      [
        'any issuer is accepted',
        'tokenVerifier',
        '    issuer,\n    audience,\n    algorithms',
        '    audience,\n    algorithms',
        JWT,
        'of another issuer',
      ],
      [
        'a token for another service is accepted',
        'tokenVerifier',
        '    issuer,\n    audience,\n    algorithms',
        '    issuer,\n    algorithms',
        JWT,
        'for another audience',
      ],
      [
        'a token need not expire',
        'tokenVerifier',
        "    requiredClaims: ['exp'],\n",
        '',
        JWT,
        'that never expires',
      ],
      [
        'other kinds of tokens are accepted, and extensions ignored',
        'tokenVerifier',
        "      if (reason !== undefined) return { ok: false, refusal: { kind: 'bad-token', reason } };\n",
        '',
        JWT,
        'of another type',
      ],
      [
        'each invented key name causes a fetch',
        'issuerKeys',
        'if (fetching !== undefined || coolDownLeftMs() <= 0) {',
        'if (fetching !== undefined || coolDownLeftMs() <= 1e9) {',
        JWT,
        'are not fetched for a thousand unknown ones, but every half minute',
      ],
    ],
  ],
  [
    'An event claims to come from the queue',
    [
      [
        'records of any topic are requests',
        'admitMessage',
        'if (requestsTopic !== undefined && topicOf(message) !== requestsTopic) {',
        "if (requestsTopic === '' && topicOf(message) !== requestsTopic) {",
        SIGNED,
        'a record of another is parked unread: of %s',
      ],
      [
        'the deployed function is not told its topic',
        'serverless.yml',
        '          REQUESTS_TOPIC: key-requests # Records that claim to come from elsewhere are refused.\n',
        '',
        APPLICATION,
        'gives each function what it reads, and no more',
      ],
      [
        'any signature is accepted',
        'openEnvelope',
        'if (!isSameText(signature, signatureOf(payload, timestamp, key))) {',
        'if (!isSameText(signature, signature)) {',
        SIGNED,
        'with a signature %s is refused',
      ],
    ],
  ],
  [
    'Redriving is used to get a request in',
    [
      [
        'a function may command the redrive',
        'deploy/policy.reconcile.json',
        '"action": ["kms:ListKeyDetail",',
        '"action": ["scf:InvokeFunction", "kms:ListKeyDetail",',
        'test/integration/least-privilege.test.ts',
        'the role of %s may not command it',
      ],
      [
        'what nobody signed is sent in again',
        'redriveRefusal',
        "if (stage === 'parse' && UNPROVEN.has(code)) return 'LetterQuarantined';",
        "if (stage === 'parse' && UNPROVEN.has('')) return 'LetterQuarantined';",
        SIGNED,
        'is never redriven: %s',
      ],
      [
        'a letter is sent in whoever wrote it',
        'redriveRefusal',
        'if (signingKeys !== undefined && !isSigned(deadLetter, signingKeys))',
        'if (signingKeys !== undefined && deadLetter.id === "")',
        'test/unit/seal-letter.test.ts',
        'is refused to operators, who may discard it: %s',
      ],
      [
        'a redrive changes the text',
        'parkedAgain',
        '...{ firstSeenAt, attempts: attempts',
        '...{ text: deadLetter.text.trim(), firstSeenAt, attempts: attempts',
        'test/integration/redrive-texts.test.ts',
        'a text is the same byte for byte after five redrives, and then no more are made (P10)',
      ],
      [
        'a letter is sent in without end',
        'redriveRefusal',
        "return redrives >= redrivesMax ? 'RedrivesExhausted' : undefined;",
        "return redrives >= Infinity ? 'RedrivesExhausted' : undefined;",
        'test/integration/redrive-texts.test.ts',
        'a text is the same byte for byte after five redrives, and then no more are made (P10)',
      ],
      [
        'nobody hears of a redrive',
        'answerRedrive',
        'const unpublished = await tell(redriven, command, context, deadlineMs);',
        'const unpublished = undefined;',
        'test/unit/serve-dead-letters.test.ts',
        'says what became of each letter, and leaves an event that tells it',
      ],
    ],
  ],
  [
    'An answer reveals another tenant’s keys',
    [
      [
        'a conflict names the key that is in the way',
        'adopt',
        "code: 'KeyConflict' }",
        "code: 'KeyConflict', keyId }",
        HANDLE,
        'and carries the marker of another key is not ours',
      ],
      [
        'keys that are not ours are shown',
        'showKey',
        'key !== undefined && isOwnKey(key, settings.markerKeys)',
        'key !== undefined',
        SERVE_HTTP,
        'never shows a key that we did not create',
      ],
      [
        'an invalid token is told why',
        'authProblem',
        'return tokenInvalid();',
        'return { ...tokenInvalid(), detail: refusal.reason };',
        SERVE_HTTP,
        'with an invalid token is not told why',
      ],
    ],
  ],
  [
    'A package is not what it was',
    [
      [
        'a version is a range',
        'package.json',
        '"jose": "6.2.18"',
        '"jose": "^6.2.18"',
        'test/unit/dependencies.test.ts',
        'is named by its exact version in %spackage.json',
      ],
      [
        'a package comes from an address',
        'package-lock.json',
        '"node_modules/jose": {\n',
        '"node_modules/jose": {\n      "resolved": "https://example.com/jose.tgz",\n',
        'test/unit/dependencies.test.ts',
        'is known by its hash in %spackage-lock.json, wherever it comes from',
      ],
      [
        'a package runs its own script on installing',
        'package-lock.json',
        '"node_modules/jose": {\n',
        '"node_modules/jose": {\n      "hasInstallScript": true,\n',
        'test/unit/dependencies.test.ts',
        'runs nothing while it is installed, but for two that are named',
      ],
      [
        'the list of what is in a bundle leaves a package out',
        'sbomOf',
        'bom.components.add(component);',
        "if (component.name !== 'jose') bom.components.add(component);",
        'test/integration/build.test.ts',
        'has what ships, and nothing that is left out',
      ],
    ],
  ],
  [
    'A key or a header of a message is poison',
    [
      [
        'a record with the key __proto__ is parked',
        'readCkafkaRecord',
        "if (typeof topic !== 'string' || typeof text !== 'string') return undefined;",
        "if (typeof topic !== 'string' || typeof text !== 'string' || ownField(record, 'msgKey') === '__proto__') return undefined;",
        'test/property/keys-and-headers.test.ts',
        'with any key and headers',
      ],
      [
        'a token of any length is read',
        'bearerTokenIn',
        "if (token.length > TOKEN_LENGTH_MAX) return { kind: 'malformed', reason: 'too-long' };",
        '',
        'test/unit/auth.test.ts',
        'is refused beyond 8,192 characters of token',
      ],
    ],
  ],
  [
    'One tenant asks so much that others wait',
    [
      [
        'an instance calls as often as it can',
        'acquireCapacity',
        '  await rateLimiter.acquire(deadlineMs);',
        '',
        FAIRNESS,
        'holds up nobody in another partition, and uses up nobody else’s calls',
      ],
      [
        'all tenants share one partition',
        'answerProvision > queue',
        'const queued = { key: parsed.request.tenantId,',
        "const queued = { key: 'all',",
        FAIRNESS,
        'holds up nobody in another partition, and uses up nobody else’s calls',
      ],
    ],
  ],
];

export const THREATS: readonly Threat[] = THREATS_BY_NAME.map(([name, rows], index) => ({
  number: index + 1,
  name,
  removals: rows.map(([what, place, right, wrong, testFile, test, row]) => {
    return {
      name: what,
      place,
      right,
      wrong,
      testFile,
      test,
      ...(row === undefined ? {} : { row }),
    };
  }),
}));
