/** Lines of `server.properties`. */
export type BrokerSettings = Readonly<Record<string, string | number | boolean>>;

/** What one broker of a cluster is made of. */
export type BrokerPlan = {
  readonly nodeId: number;
  readonly brokerCount: number;
  readonly folder: string;
  readonly hasZooKeeper: boolean;
  /** Of what keeps the cluster: a controller, or ZooKeeper. */
  readonly keeperPort: number;
  /** Whether the broker, which is alone, is the controller too. */
  readonly isOwnController: boolean;
  readonly ports: Readonly<Record<'client' | 'internal' | 'sasl' | 'tls' | 'saslTls', number>>;
  /** The ports of gates before those of the broker and before the keeper, if it can be cut off. */
  readonly gates: Readonly<Record<'client' | 'internal' | 'keeper', number>> | undefined;
  readonly access: { readonly keyStore: string; readonly users: Users } | undefined;
};

/** Passwords by name. */
export type Users = Readonly<Record<string, string>>;

/** The id of the controller that keeps a cluster of several brokers. */
export const KEEPER_ID = 100;

/** Small and quick, and otherwise as brokers are by default. */
export function brokerSettings(plan: BrokerPlan): BrokerSettings {
  const { nodeId, brokerCount, folder, hasZooKeeper } = plan;
  return {
    ...(hasZooKeeper ? zooKeeperSettings(plan) : kraftSettings(plan)),
    ...listenerSettings(plan),
    ...(plan.access === undefined ? {} : accessSettings(plan.access, hasZooKeeper)),
    'log.dirs': `${folder}/data-${nodeId}`,
    'auto.create.topics.enable': false,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
    'default.replication.factor': brokerCount,
    'min.insync.replicas': Math.min(2, brokerCount),
    'offsets.topic.replication.factor': brokerCount,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': brokerCount,
    'transaction.state.log.min.isr': Math.min(2, brokerCount),
    'transaction.state.log.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
    'log.cleaner.backoff.ms': 200,
    'controlled.shutdown.enable': false, // No test ends a broker gently.
  };
}

function zooKeeperSettings({ nodeId, keeperPort }: BrokerPlan): BrokerSettings {
  return {
    'broker.id': nodeId,
    'zookeeper.connect': `127.0.0.1:${keeperPort}`,
    'zookeeper.session.timeout.ms': 3_000,
  };
}

function kraftSettings({ nodeId, keeperPort, isOwnController }: BrokerPlan): BrokerSettings {
  const keeperId = isOwnController ? nodeId : KEEPER_ID;
  return {
    'process.roles': isOwnController ? 'broker,controller' : 'broker',
    'node.id': nodeId,
    'controller.quorum.voters': `${keeperId}@127.0.0.1:${keeperPort}`,
    'controller.listener.names': 'CONTROLLER',
    'broker.heartbeat.interval.ms': 500,
    'broker.session.timeout.ms': 3_000,
    'log.initial.task.delay.ms': 200, // Cleaning would begin after half a minute.
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
  };
}

/** Of a controller without a broker. */
export function keeperSettings(folder: string, port: number): BrokerSettings {
  return {
    'process.roles': 'controller',
    'node.id': KEEPER_ID,
    'controller.quorum.voters': `${KEEPER_ID}@127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `CONTROLLER://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT',
    'log.dirs': `${folder}/data-${KEEPER_ID}`,
    'broker.session.timeout.ms': 3_000,
  };
}

/** @see https://zookeeper.apache.org/doc/r3.5.9/zookeeperAdmin.html#sc_configuration */
export function zooKeeperFile(folder: string, port: number): BrokerSettings {
  return {
    dataDir: `${folder}/zookeeper`,
    clientPort: port,
    clientPortAddress: '127.0.0.1',
    tickTime: 500,
    maxClientCnxns: 0,
    'admin.enableServer': false,
  };
}

function listenerSettings(plan: BrokerPlan): BrokerSettings {
  const { ports, gates = ports, access, isOwnController, keeperPort } = plan;
  const names = ['client', 'internal', ...(access === undefined ? [] : ACCESS_LISTENERS)] as const;
  const own = isOwnController ? [`CONTROLLER://127.0.0.1:${keeperPort}`] : [];
  const advertised = { ...ports, client: gates.client, internal: gates.internal };
  return {
    listeners: [...names.map((name) => urlOf(name, ports[name])), ...own].join(),
    'advertised.listeners': names.map((name) => urlOf(name, advertised[name])).join(),
    'inter.broker.listener.name': 'INTERNAL',
    'listener.security.protocol.map':
      'CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SSL,SASLTLS:SASL_SSL',
  };
}

const ACCESS_LISTENERS = ['sasl', 'tls', 'saslTls'] as const;

function urlOf(listener: string, port: number): string {
  return `${listener.toUpperCase()}://127.0.0.1:${port}`;
}

/** Whoever comes without a user is the tests themselves, and may do everything. Users may do nothing yet. */
function accessSettings(
  { keyStore, users }: NonNullable<BrokerPlan['access']>,
  hasZooKeeper: boolean,
): BrokerSettings {
  const plain = Object.entries(users).map(([name, password]) => `user_${name}="${password}"`);
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  const logins = ['sasl', 'sasltls'].flatMap((listener) => [
    [
      `listener.name.${listener}.plain.sasl.jaas.config`,
      `org.apache.kafka.common.security.plain.PlainLoginModule required ${plain.join(' ')};`,
    ],
    [`listener.name.${listener}.scram-sha-256.sasl.jaas.config`, scram],
    [`listener.name.${listener}.scram-sha-512.sasl.jaas.config`, scram],
  ]);
  return {
    ...Object.fromEntries(logins),
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keyStore,
    'authorizer.class.name': hasZooKeeper
      ? 'kafka.security.authorizer.AclAuthorizer'
      : 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
    'allow.everyone.if.no.acl.found': false,
  };
}
