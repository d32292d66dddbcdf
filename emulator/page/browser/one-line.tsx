/** A text that is cut at the end of its place; its title has all of it. */
export function OneLine({ children }: { readonly children: string }) {
  return (
    <span class="one-line" title={children}>
      {children}
    </span>
  );
}
