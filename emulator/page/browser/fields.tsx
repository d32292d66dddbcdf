import type { ComponentChildren } from 'preact';

/** Names with their values. Those without a value are left out. */
export function Fields({ fields }: { readonly fields: readonly Field[] }) {
  return (
    <dl class="fields">
      {fields.flatMap(([name, value]) => {
        if (value === undefined || value === null || value === '') return [];
        return (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        );
      })}
    </dl>
  );
}

type Field = readonly [name: string, value: ComponentChildren];
