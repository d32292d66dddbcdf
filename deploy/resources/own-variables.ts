import { isSettingName, SETTINGS, type SettingName } from '../../shared/settings.ts';

/**
 * Whether an environment variable is a setting that the functions read. A deployment sets and removes
 * these as the file declares. Any other variable of a deployed function was set by hand, and stays.
 */
export function isOwnVariable(name: string): name is SettingName {
  return isSettingName(name);
}

/** Whether a plan may print the value of a variable. The value of any other is treated as a secret. */
export function isShownVariable(name: string): boolean {
  return isSettingName(name) && !SETTINGS[name].isSecret;
}
