import { useEffect, useRef, type ReactNode } from 'react';

/** The heading of what is shown now. It takes the focus, so that keyboard and screen reader go on from there. */
export function Heading({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
