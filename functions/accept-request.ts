import { openAuthentication } from '../shared/auth/authentication.ts';
import { readConfig } from '../shared/config.ts';
import { toPlatform } from '../shared/http/message.ts';
import { answerFaults } from '../shared/http/problems.ts';
import { serveHttp } from '../shared/http/serve.ts';
import { openTopicReader } from '../shared/topics/open.ts';
import { httpRequestOf } from '../shared/triggers/trigger.ts';
import {
  cloudPorts,
  functionHandler,
  instanceReports,
  lazyKept,
  lazyStatuses,
  nodeRuntime,
  provideWebCrypto,
} from './compose.ts';

provideWebCrypto();
const runtime = nodeRuntime();
const config = readConfig(process.env, 'accept-request');
const authenticate = openAuthentication(config.auth, runtime);
const findKept = lazyKept(config, openTopicReader(config.topics, runtime));

/** The HTTP API: answers a request with its key, or with the reason why there is none yet. */
export const main_handler = functionHandler(
  config,
  runtime,
  (clients) => ({ ...cloudPorts(clients), authenticate, findKept }),
  async (event, ...context) => {
    const request = httpRequestOf(event);
    return toPlatform(await serveHttp(request, ...context), request.method);
  },
  {
    middlewares: [answerFaults(config.docsUrl)],
    reports: instanceReports(config, runtime),
    statusesOf: lazyStatuses,
  },
);
