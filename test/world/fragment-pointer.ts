/** A JSON pointer as a URI fragment (RFC 6901, section 6): escapes of `~`, and of what RFC 3986 does not allow there. */
export const FRAGMENT_POINTER = /^#(?:\/(?:[\w.!$&'()*+,;=:@?-]|%[0-9A-F]{2}|~[01])*)*$/;
