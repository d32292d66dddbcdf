import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A token issuer that publishes keys; that is all a service sees of one. */
export type IssuerServer = {
  /** The value of `iss`. */
  readonly url: string;
  readonly jwksUrl: string;
  /** The number of requests for keys. */
  readonly asked: () => number;
  readonly publish: (...keys: readonly object[]) => void;
  /** Closes the connection of each request until it is resumed. */
  readonly setAway: (away: boolean) => void;
  readonly close: () => Promise<void>;
};

export async function startIssuer(): Promise<IssuerServer> {
  let published: readonly object[] = [];
  let asked = 0;
  let isAway = false;
  const server = createServer((request, response) => {
    asked += 1;
    if (isAway) request.destroy();
    else response.end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    jwksUrl: `${url}/keys`,
    asked: () => asked,
    publish: (...keys) => {
      published = keys;
    },
    setAway: (away) => {
      isAway = away;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
