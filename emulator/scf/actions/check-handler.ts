import { type Refusal, refuse } from '../../api/service.ts';

/** Refuses what is not the name of a file and of its export, such as `index.main_handler`. */
export function checkHandler(handler: string): Refusal | undefined {
  const [file = '', name = '', ...more] = handler.split('.');
  if (more.length === 0 && [file, name].every((part) => PART.test(part))) return undefined;
  const rule = '2 to 60 letters, digits, - and _, from a letter to a letter';
  const message = `Handler must be <file>.<export>, each of ${rule}.`;
  return refuse('InvalidParameterValue.Handler', message);
}

const PART = /^[A-Za-z][\w-]{0,58}[A-Za-z]$/;
