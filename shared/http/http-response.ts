/** An answer to an HTTP request. */
export type HttpResponse = {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: string;
};

export type HttpHeaders = Readonly<Record<string, string>>;
