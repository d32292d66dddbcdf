// @ts-check

/**
 * Which folders may import which: the architecture as tables. `test/unit/architecture.test.ts` checks
 * the sources against them.
 *
 * A unit is a folder, or a file beside folders. Each row lists what its unit may import: other units, or
 * single files of them. All of them belong to earlier rows, so the tables cannot contain a cycle.
 *
 * @typedef {Readonly<Record<string, readonly string[]>>} Arrows
 */

/**
 * Between the folders at the root of the project. Tests and scripts may import anything, and nothing
 * here imports them.
 *
 * @type {Arrows}
 */
export const TOP_ARROWS = {
  // The contracts, which are JSON and YAML.
  events: [],
  terminal: [],
  shared: [],
  functions: ['shared'],
  // A package of its own, which its users install without the rest.
  client: [],
  // It has no code of the product and could be a package of its own.
  emulator: [],
  // Problems with serverless.yml are formatted like everything that the terminal shows.
  deploy: ['events', 'shared', 'terminal'],
  cli: ['deploy', 'events', 'shared', 'terminal'],
  local: ['emulator', 'deploy', 'shared', 'terminal'],
};

/**
 * Between the units inside a folder.
 *
 * @type {Readonly<Record<string, Arrows>>}
 */
export const INNER_ARROWS = {
  shared: {
    // Types that several operators' functions share.
    generated: [],
    // The domain.
    'tenant-key': [],
    // Adapters, one concern each.
    'node-clock.ts': ['tenant-key'],
    'outbound-rule.ts': [],
    'kept-connections.ts': ['outbound-rule.ts'],
    tencent: ['kept-connections.ts', 'outbound-rule.ts', 'tenant-key'],
    topics: ['outbound-rule.ts', 'tenant-key'],
    'node-send.ts': ['kept-connections.ts', 'outbound-rule.ts', 'topics'],
    kms: ['tencent', 'tenant-key'],
    tag: ['tencent', 'tenant-key'],
    events: ['topics', 'tenant-key'],
    'log-fields.ts': [],
    'log.ts': ['log-fields.ts', 'tencent', 'tenant-key'],
    'setting-forms.ts': ['tenant-key', 'outbound-rule.ts'],
    'settings.ts': ['setting-forms.ts', 'outbound-rule.ts', 'topics'],
    auth: ['settings.ts', 'topics', 'tenant-key'],
    // The configuration imports no operation.
    'config.ts': ['outbound-rule.ts', 'settings.ts', 'auth', 'topics', 'tenant-key'],
    // What is sent in again, for who sends it and who receives it.
    'retry-envelope.ts': ['tenant-key'],
    // COS, and the statuses of requests in it.
    cos: ['tencent', 'topics', 'tenant-key'],
    'request-status': ['cos', 'log.ts', 'tenant-key'],
    'ports.ts': ['auth', 'events', 'kms', 'request-status', 'topics', 'tencent', 'tenant-key'],
    // The ways in.
    'invocation.ts': ['config.ts', 'log.ts', 'tencent', 'tenant-key'],
    'aws-lambda.d.ts': ['invocation.ts'],
    http: [
      'auth',
      'config.ts',
      'invocation.ts',
      'kms',
      'log.ts',
      'ports.ts',
      'request-status',
      'topics',
      'tenant-key',
    ],
    triggers: [
      'http',
      'auth',
      'retry-envelope.ts',
      'settings.ts',
      'config.ts',
      'invocation.ts',
      'log.ts',
      'ports.ts',
      'tencent',
      'tenant-key',
    ],
    // The operators' functions, on the domain and the ports of adapters.
    'operator-command.ts': [
      'triggers',
      'config.ts',
      'invocation.ts',
      'log-fields.ts',
      'log.ts',
      'tenant-key',
      'generated',
    ],
    quota: ['ports.ts', 'events', 'kms', 'topics', 'tenant-key'],
    'dead-letters': [
      'quota',
      'operator-command.ts',
      'generated',
      'config.ts',
      'invocation.ts',
      'log.ts',
      'ports.ts',
      'request-status',
      'events',
      'kms',
      'topics',
      'tencent',
      'tenant-key',
    ],
    // What instances say of themselves, and which tenants are blocked.
    'key-status': ['topics', 'tencent', 'tenant-key'],
    // The function that sends in again what waits.
    'retry-queue': [
      'key-status',
      'dead-letters',
      'quota',
      'operator-command.ts',
      'generated',
      'config.ts',
      'invocation.ts',
      'log.ts',
      'ports.ts',
      'retry-envelope.ts',
      'auth',
      'events',
      'kms',
      'topics',
      'tencent',
      'tenant-key',
    ],
    // The function that shows the state of all this, blocks tenants, and answers about keys as the HTTP API does.
    oversight: [
      'key-status',
      'dead-letters',
      'quota',
      'operator-command.ts',
      'generated',
      'http',
      'config.ts',
      'invocation.ts',
      'log-fields.ts',
      'ports.ts',
      'events',
      'kms',
      'topics',
      'tenant-key',
    ],
    fleet: [
      'operator-command.ts',
      'generated',
      'config.ts',
      'invocation.ts',
      'log.ts',
      'ports.ts',
      'events',
      'kms',
      'tag',
      'tencent',
      'tenant-key',
    ],
  },
  emulator: {
    json: [],
    async: [],
    // Which processes of this machine run.
    process: [],
    state: [],
    faults: ['json'],
    topics: ['async', 'json'],
    // The parts of every service.
    api: ['state', 'topics', 'async', 'json'],
    // The services.
    cam: ['api', 'state', 'json'],
    ckafka: ['api', 'state', 'topics', 'json'],
    tag: ['api', 'state'],
    cos: ['api', 'cam', 'state'],
    kms: ['api', 'state', 'tag', 'json'],
    sts: ['api', 'state'],
    // All of them together.
    persistence: ['api', 'process', 'state', 'topics'],
    cloud: ['api', 'cam', 'cos', 'faults', 'persistence', 'state', 'topics', 'async', 'json'],
    http: ['cloud', 'cos', 'api', 'faults', 'topics'],
    scf: ['http', 'api', 'cam', 'process', 'state', 'topics', 'async', 'json'],
    'services.ts': ['cam', 'ckafka', 'kms', 'scf', 'sts', 'tag', 'api'],
    // What people see of all this in a browser.
    page: ['http', 'cloud', 'cos', 'kms', 'api', 'faults', 'state', 'topics', 'async', 'json'],
    'emulator.ts': ['services.ts', 'page', 'cloud', 'http', 'persistence', 'scf', 'api', 'topics'],
  },
  deploy: {
    // What watches a deployment. It is imported by hand, so no command reads it.
    monitoring: [],
    state: [],
    declaration: ['state'],
    calls: [],
    resources: ['calls', 'state'],
    plan: ['resources', 'calls', 'state'],
    doctor: ['plan', 'resources', 'calls', 'state'],
    'deploy.ts': ['plan', 'resources', 'calls', 'state'],
    'destroy.ts': ['plan', 'resources', 'calls', 'state'],
    'rollback.ts': ['plan', 'resources', 'calls', 'state'],
    'queue.ts': ['plan', 'resources', 'calls', 'state'],
  },
  cli: {
    // Everything else prints with it.
    report: [],
    invocation: ['report'],
    // The verbs. The table of verbs and flags imports them, never the other way round.
    fleet: ['invocation', 'report'],
    'dead-letters': ['invocation', 'report'],
    quota: ['dead-letters', 'invocation', 'report'],
    deployment: ['invocation', 'report'],
    queue: ['deployment', 'invocation', 'report'],
    tenants: ['invocation', 'report'],
    keys: ['deployment', 'invocation', 'report'],
    status: ['deployment', 'invocation', 'report'],
    usage: [
      'deployment',
      'status',
      'tenants',
      'keys',
      'queue',
      'quota',
      'dead-letters',
      'fleet',
      'invocation',
      'report',
    ],
    program: ['usage', 'deployment', 'invocation', 'report'],
    'tenant-keys.ts': ['program', 'report'],
  },
};
