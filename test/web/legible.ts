import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Texts that can be seen: what they say, their colour, and the colour of the nearest ground that has one. */
const TEXTS = `(() => {
  const groundOf = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    if (textContent.trim() === '' || parentElement.getClientRects().length === 0) continue;
    texts.push({ text: textContent.trim(), colour: getComputedStyle(parentElement).color, ground: groundOf(parentElement) });
  }
  return texts;
})()`;

interface SeenText {
  readonly text: string;
  readonly colour: string;
  readonly ground: string;
}

/** Nothing reaches out of the screen to the side, and every text stands out from its ground by 4.5 to 1 (WCAG AA). */
export async function fitsAndCanBeRead(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  const texts = (await page.evaluate(TEXTS)) as readonly SeenText[];
  expect(texts.length).toBeGreaterThan(1);
  const faint = texts.filter(({ colour, ground }) => contrast(colour, ground) < 4.5);
  expect(faint).toEqual([]);
}

/** As WCAG has it, of `rgb(1, 2, 3)`: 0 for black, 1 for white. */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
