/** Said where letters were chosen and there are none. */
export const NO_LETTER_FITS = 'No letter fits; dead-letters list shows all that wait.\n';
