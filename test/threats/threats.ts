// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the removed pieces are code.

/** An attack, and the proof that the project has a control against it. */
export type Threat = {
  /** As in docs/security.md. */
  readonly number: number;
  readonly name: string;
  /** One for each part of the control. */
  readonly removals: readonly Removal[];
};

/** The removal of one part of a control, and the test that must then fail. */
export type Removal = {
  /** What is possible without it. */
  readonly name: string;
  /** As in `test/edits/edit-by-symbol.mjs`: a declaration, or a file that is public as such. */
  readonly place: string;
  /** The code there, which must occur exactly once. */
  readonly right: string;
  readonly wrong: string;
  readonly testFile: string;
  /** The name of the test, of its row or of the tests around it, as it is written in its file. */
  readonly test: string;
  /** A further part of the name, if the name has values of a row in it. */
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

/** The threats, each with the removals: what is removed from where, and the test that must fail. */
const THREATS_BY_NAME: readonly (readonly [name: string, rows: readonly Row[]])[] = [
  [
    'A caller asks for another tenant',
    [
      [
        'an authenticated caller may act for every tenant',
        'refuseCaller',
        'if (authenticated.caller.mayActFor(tenantId)) return undefined;',
        'return undefined;',
        SERVE_HTTP,
        'with a token for another tenant gets an error that says so',
      ],
      [
        'the body may name another tenant than the path',
        'readProvisionRequest > compare',
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
        'test/property/alias.test.ts',
        'no two of a million pairs of tenant and name share an alias, and each alias is legal (P1)',
      ],
      [
        'a key with a similar alias is adopted',
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
    'An insider takes an alias, or forges a description',
    [
      [
        'any marker proves ownership',
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
        'and has no marker is not ours: a conflict, and it is not touched',
      ],
      [
        'a function may change descriptions',
        'deploy/policy.reconcile.json',
        '        "kms:UpdateKeyDescription",\n',
        '',
        'test/unit/policies.test.ts',
        'denies every action that changes or uses a key, except what it needs',
      ],
    ],
  ],
  [
    'Tags that grant access are forged',
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
        'a tag may have a name that resembles a reserved one',
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
        'restores the tenant tag, which authorises access',
      ],
    ],
  ],
  [
    'A log is forged, or contains a secret',
    [
      [
        'every field is logged',
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
        'the message of the cloud is logged',
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
        'inherited fields are validated like sent ones',
        'validatorFiles > OPTIONS',
        'ownProperties: true',
        'ownProperties: false',
        'test/unit/generated.test.ts',
        'counts only fields that the request itself has',
      ],
      [
        'inherited fields of an event are read',
        'ownField',
        ' && Object.hasOwn(value, name)',
        '',
        'test/unit/triggers.test.ts',
        'is refused with a description of %s',
      ],
    ],
  ],
  [
    'A text makes a regular expression slow',
    [
      [
        'a pattern starts again at each position of a text',
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
        'refusedText',
        'if (Buffer.byteLength(text) > bytesMax) {',
        'if (bytesMax < 0) {',
        'test/property/parse.test.ts',
        'it is too large at 32,769 bytes, and not at 32,768',
      ],
      [
        'texts may nest to any depth',
        'structuralFlaw',
        'if (open.length > DEPTH_MAX)',
        'if (open.length > 1e9)',
        'test/unit/parse-text.test.ts',
        'must not nest deeper than eight levels',
      ],
      [
        'a batch may have any number of messages',
        'messagesTrigger',
        'if (list.length > MESSAGES_MAX) return tooMany(list.length);',
        '',
        'test/unit/triggers.test.ts',
        'is taken up to 10,000 records and refused beyond',
      ],
    ],
  ],
  [
    'Two parsers read one text differently',
    [
      [
        'the last of two equal names wins',
        'structuralFlaw',
        "if (colon === ':' && isRepeated(name, open))",
        "if (colon === '' && isRepeated(name, [])) ",
        'test/property/parse.test.ts',
        'a name that an object has twice is refused, however it is escaped',
      ],
      [
        'invalid bytes are replaced',
        'refusedText',
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
        'the name of a tenant may have letters of any script',
        REQUEST,
        '"pattern": "^[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?$"',
        '"pattern": "^[\\\\p{L}0-9](?:[\\\\p{L}0-9-]{0,34}[\\\\p{L}0-9])?$"',
        'test/corpus/naughty-strings.test.ts',
        'twenty are valid as a tenantId or a keyName',
      ],
      [
        'an answer repeats the names of an invalid request',
        'parseRequest > printableField',
        "return typeof text === 'string' && PRINTABLE.test(text) ? text : undefined;",
        "return typeof text === 'string' ? text : undefined;",
        'test/unit/parse-request.test.ts',
        'is not known when %s',
      ],
    ],
  ],
  [
    'A request makes a function call an internal address',
    [
      [
        'a request may have unknown fields',
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
        'adopts the key, and its event is the same byte for byte',
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
    'The HTTP API is open to everyone',
    [
      [
        'neither the URL nor the function authenticates callers',
        'checkConsistency',
        "if (trigger?.type === 'http') {",
        "if (trigger?.type === 'http' && functionName === '') {",
        APPLICATION,
        'with AUTH=%s and authType %s has these problems: %j',
      ],
      [
        'the URL is deployed without authentication',
        'serverless.yml',
        'authType: ${env:HTTP_AUTH_TYPE}',
        'authType: NONE',
        APPLICATION,
        'with AUTH=%s and authType %s has these problems: %j',
      ],
      [
        'a function without authentication starts in the cloud',
        'readAuthSettings',
        "isLocal ? read('AUTH', LOCAL_AUTH) : read('AUTH')",
        "read('AUTH', LOCAL_AUTH)",
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
    'A token is forged, or is for another service',
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
        'tokens of any issuer are accepted',
        'tokenVerifier',
        '    issuer,\n    audience,\n    algorithms',
        '    audience,\n    algorithms',
        JWT,
        'of another issuer',
      ],
      [
        'tokens for other services are accepted',
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
        'other types of tokens are accepted, and extensions are ignored',
        'tokenVerifier',
        "      if (reason !== undefined) return { ok: false, refusal: { kind: 'bad-token', reason } };\n",
        '',
        JWT,
        'of another type',
      ],
      [
        'each unknown key id causes a request to the issuer',
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
        'records of any topic are accepted',
        'admitMessage',
        'if (requestsTopic !== undefined && topicOf(message) !== requestsTopic) {',
        "if (requestsTopic === '' && topicOf(message) !== requestsTopic) {",
        SIGNED,
        'a record of another is parked unread: of %s',
      ],
      [
        'the deployed function does not know its topic',
        'serverless.yml',
        '          REQUESTS_TOPIC: key-requests # Records that claim to come from elsewhere are refused.\n',
        '',
        APPLICATION,
        'gives each function what it reads, and no more',
      ],
      [
        'any signature is valid',
        'openEnvelope',
        'if (!isSameText(signature, signatureOf(payload, timestamp, key))) {',
        'if (!isSameText(signature, signature)) {',
        SIGNED,
        'with a signature %s is refused',
      ],
    ],
  ],
  [
    'A redrive is used to inject a request',
    [
      [
        'a function may invoke the redrive',
        'deploy/policy.reconcile.json',
        '"action": ["kms:ListKeyDetail",',
        '"action": ["scf:InvokeFunction", "kms:ListKeyDetail",',
        'test/integration/least-privilege.test.ts',
        'the role of %s may not command it',
      ],
      [
        'an unsigned message is redriven',
        'redriveRefusal',
        "if (isOfUnprovenSender(deadLetter)) return 'LetterQuarantined';\n",
        '',
        SIGNED,
        'is never redriven: %s',
      ],
      [
        'an unsigned dead letter is redriven',
        'redriveRefusal',
        "if (isUnsigned(deadLetter, signingKeys)) return 'LetterUnsealed';\n",
        '',
        'test/unit/dead-letter-signature.test.ts',
        'is refused to operators, who may discard it: %s',
      ],
      [
        'a redrive continues at places that we did not sign',
        'readRemaining',
        'if (!keys.some((key) => isSameText(mac, macOf(content, scope, key)))) return undefined;',
        '',
        'test/unit/redrive-reads.test.ts',
        'reads the whole topic again when the text with the places %s',
        'is signed with another key',
      ],
      [
        'a redrive changes the original text',
        'parkedAgain',
        '...{ firstSeenAt, attempts: attempts',
        '...{ text: deadLetter.text.trim(), firstSeenAt, attempts: attempts',
        'test/integration/redrive-texts.test.ts',
        'a text is the same byte for byte after five redrives, and then no more are made (P10)',
      ],
      [
        'a dead letter is redriven without limit',
        'redriveRefusal',
        "return redrives >= redrivesMax ? 'RedrivesExhausted' : undefined;",
        "return redrives >= Infinity ? 'RedrivesExhausted' : undefined;",
        'test/integration/redrive-texts.test.ts',
        'a text is the same byte for byte after five redrives, and then no more are made (P10)',
      ],
      [
        'a redrive publishes no event',
        'answerRedrive',
        'const unpublished = await publishRedriven(redriven, command, ports, config, invocation);',
        'const unpublished = undefined;',
        'test/unit/serve-dead-letters.test.ts',
        'returns the result of each dead letter, and publishes it in an event',
      ],
    ],
  ],
  [
    'An answer reveals another tenant’s keys',
    [
      [
        'a conflict names the conflicting key',
        'adopt',
        "code: 'KeyConflict' }",
        "code: 'KeyConflict', keyId }",
        HANDLE,
        'and carries the marker of another key is not ours',
      ],
      [
        'foreign keys are shown',
        'showKey',
        'key !== undefined && isOwnKey(key, provisioning.markerKeys)',
        'key !== undefined',
        SERVE_HTTP,
        'never shows a key that we did not create',
      ],
      [
        'the answer explains why a token is invalid',
        'authProblem',
        'return tokenInvalid();',
        'return { ...tokenInvalid(), detail: refusal.reason };',
        SERVE_HTTP,
        'with an invalid token gets no reason',
      ],
    ],
  ],
  [
    'A package was replaced',
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
        'a package comes from a URL',
        'package-lock.json',
        '"node_modules/jose": {\n',
        '"node_modules/jose": {\n      "resolved": "https://example.com/jose.tgz",\n',
        'test/unit/dependencies.test.ts',
        'is known by its hash in %spackage-lock.json, wherever it comes from',
      ],
      [
        'a package runs a script on installation',
        'package-lock.json',
        '"node_modules/jose": {\n',
        '"node_modules/jose": {\n      "hasInstallScript": true,\n',
        'test/unit/dependencies.test.ts',
        'runs nothing while it is installed, but for two that are named',
      ],
      [
        'the bill of materials of a bundle lacks a package',
        'sbomOf',
        'bom.components.add(component);',
        "if (component.name !== 'jose') bom.components.add(component);",
        'test/integration/build.test.ts',
        'has what ships, and nothing that is left out',
      ],
    ],
  ],
  [
    'A key or a header of a message is malicious',
    [
      [
        'a record whose key is a property of every object is lost',
        'readCkafkaRecord',
        "if (typeof topic !== 'string' || typeof text !== 'string') return undefined;",
        "if (typeof topic !== 'string' || typeof text !== 'string' || ownField(record, 'msgKey') === '__proto__') return undefined;",
        'test/property/keys-and-headers.test.ts',
        'with any key and headers',
      ],
      [
        'tokens of any length are read',
        'bearerTokenIn',
        "if (token.length > TOKEN_LENGTH_MAX) return { kind: 'malformed', reason: 'too-long' };",
        '',
        'test/unit/auth.test.ts',
        'is refused beyond 8,192 characters of token',
      ],
    ],
  ],
  [
    'One tenant sends so much that others wait',
    [
      [
        'an instance has no rate limit',
        'acquireCapacity',
        '  await rateLimiter.acquire(deadlineMs);',
        '',
        FAIRNESS,
        'does not delay other partitions, and does not use up their calls',
      ],
      [
        'all tenants share one queue',
        'answerProvision > queue',
        'const queued = { key: parsed.request.tenantId,',
        "const queued = { key: 'all',",
        FAIRNESS,
        'does not delay other partitions, and does not use up their calls',
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
