/** Where to deploy, as far as the command line says so. */
export type Place = {
  /** Where the API is, when not at the vendor's own hosts; without a slash at its end. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly namespace?: string;
};
