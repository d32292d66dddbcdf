import '../../../emulator/page/browser/style.css';
import './application.css';
import { CLOUD_PAGES } from '../../../emulator/page/browser/cloud-pages.tsx';
import { startPage } from '../../../emulator/page/browser/start-page.tsx';
import { APPLICATION_PAGES } from './application-pages.tsx';

// The page that `npm start` serves: the local cloud's own pages, and those of the application.

startPage([...CLOUD_PAGES, ...APPLICATION_PAGES]);
