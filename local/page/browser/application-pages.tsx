import type { Page } from '../../../emulator/page/browser/start-page.tsx';
import { DeadLetterPage } from './dead-letter-page.tsx';
import { DeadLettersPage } from './dead-letters-page.tsx';
import { FunctionPage } from './function-page.tsx';
import { FunctionsPage } from './functions-page.tsx';
import { QuotaPage } from './quota-page.tsx';
import { RequestPage } from './request-page.tsx';
import { RequestsPage } from './requests-page.tsx';
import { TopicPage } from './topic-page.tsx';
import { TopicsPage } from './topics-page.tsx';

/** What the application shows of itself. */
export const APPLICATION_PAGES: readonly Page[] = [
  {
    path: 'requests',
    title: 'Requests',
    key: 'r',
    needsApplication: true,
    content: ([number]) =>
      number === undefined ? <RequestsPage /> : <RequestPage number={number} />,
  },
  {
    path: 'dead-letters',
    title: 'Dead letters',
    key: 'd',
    needsApplication: true,
    content: ([id]) => (id === undefined ? <DeadLettersPage /> : <DeadLetterPage id={id} />),
  },
  {
    path: 'functions',
    title: 'Functions',
    key: 'u',
    needsApplication: true,
    content: ([name]) => (name === undefined ? <FunctionsPage /> : <FunctionPage name={name} />),
  },
  {
    path: 'topics',
    title: 'Topics',
    key: 'o',
    needsApplication: true,
    content: ([name]) => (name === undefined ? <TopicsPage /> : <TopicPage name={name} />),
  },
  {
    path: 'quota',
    title: 'Quota and rate',
    key: 'q',
    needsApplication: true,
    content: () => <QuotaPage />,
  },
];
