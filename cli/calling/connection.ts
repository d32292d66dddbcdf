/** Where the functions are. */
export type Connection = {
  /** Where the API is, when not at the vendor's own host. */
  readonly endpoint?: string;
  readonly region: string;
  readonly namespace: string;
};
