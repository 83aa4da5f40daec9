import { basename } from 'node:path';
import { errors, type Locator, type Page } from 'playwright-core';

/** What a person does in the window of VS Code, for Playwright. Every step waits until it can be done. */
export interface WorkbenchPage {
  /** Waits until the workbench stands and the activity bar shows the extension's container. */
  ready(container: string): Promise<void>;
  /** Shows a view of a container, expanded. */
  openView(container: string, view: string): Promise<void>;
  /** Leaves of a view that is on the screen its title only. */
  collapseView(view: string): Promise<void>;
  /** Runs a command by its full title in the palette, for example `Chartroom: Save Chart`. */
  runCommand(title: string): Promise<void>;
  /**
   * Picks the first entry of the open quick pick that has this text. The one that was open before can
   * still be on the screen: where it has an entry of this text as well, the title tells them apart.
   */
  pickQuickPick(text: string, title?: string): Promise<void>;
  /** Waits until the open quick pick has this text, in its title or an entry, and accepts what is ticked in it. */
  acceptQuickPick(text: string): Promise<void>;
  /** Waits until the quick pick that takes several entries shows one with this text. */
  waitForChoice(text: string): Promise<void>;
  /** Ticks that entry, or takes the tick away. */
  tickChoice(text: string): Promise<void>;
  /** Waits for the quick pick or input box of this title and presses Escape. */
  closeQuickPick(title: string): Promise<void>;
  /** Waits for the quick pick or input box of this title, or prompt, types into it and accepts. */
  enterInput(title: string, text: string): Promise<void>;
  /** Chooses a folder by its path in the open dialog and presses its button. */
  chooseFolder(path: string, button: string): Promise<void>;
  /** Waits for a notification with this text and returns its whole message. */
  notification(text: string): Promise<string>;
  /** Presses a button of the notification that has this text. */
  pressNotification(text: string, button: string): Promise<void>;
  clearNotifications(): Promise<void>;
  /** The visible rows of a view, each as label and description. */
  treeRows(view: string): Promise<string[]>;
  /** Waits until a view shows a row with this text. */
  waitForRow(view: string, text: string): Promise<void>;
  expandRow(view: string, text: string): Promise<void>;
  /** Waits until a view shows no row with this text. */
  waitForNoRow(view: string, text: string): Promise<void>;
  /** Waits until a row shows a codicon, by its name. */
  waitForRowIcon(view: string, text: string, icon: string): Promise<void>;
  clickRow(view: string, text: string): Promise<void>;
  /** Selects a row beside those that are selected. */
  selectRowToo(view: string, text: string): Promise<void>;
  /** Drags a row, with those that are selected beside it, onto one of a view. */
  dragRow(view: string, text: string, onto: { view: string; text: string }): Promise<void>;
  /** Goes to the last row of a view. */
  scrollToEnd(view: string): Promise<void>;
  /** Presses a button of the modal dialog that has this text. */
  answerDialog(text: string, button: string): Promise<void>;
  /** The entries of a row's context menu, in order. */
  menuEntries(view: string, text: string): Promise<string[]>;
  /** Picks an entry of a row's context menu. */
  rowMenu(view: string, text: string, entry: string): Promise<void>;
  /** Opens a file of the workspace by its path. */
  openFile(path: string): Promise<void>;
  /** Waits until the editor has that many places underlined as errors, and names what the Problems view says of them all. */
  problems(errors: number): Promise<string[]>;
  /** Puts the cursor somewhere in the editor, counted from 1, and takes the quick fix of this title there. */
  quickFix(line: number, column: number, title: string): Promise<void>;
  /** Waits until the status bar has this text. */
  waitForStatus(text: string): Promise<void>;
  /** Waits until the active editor has this name. */
  waitForEditor(name: string): Promise<void>;
  /** Waits until what is in the active editor is saved. */
  waitForSaved(): Promise<void>;
  /** Waits until the active editor shows a line with this text. */
  waitForText(text: string): Promise<void>;
  /** Waits until the active editor shows lenses with this text. */
  waitForLens(text: string): Promise<void>;
  /** Waits until the terminal shows a line that has this text. It takes `terminal.integrated.gpuAcceleration` at `off`. */
  waitForTerminal(text: string): Promise<void>;
  /** The lines of the active editor that are on the screen. */
  editorText(): Promise<string>;
  /** Where the cursor stands, as the status bar says it. */
  cursor(): Promise<string>;
  screenshot(path: string): Promise<void>;
}

export function workbenchPage(page: Page): WorkbenchPage {
  const quickInput = page.locator('.quick-input-widget');
  const input = quickInput.locator('.quick-input-box input');
  const choice = (text: string): Locator =>
    quickInput.locator('.monaco-list-row').filter({ hasText: text }).first();
  const pane = (view: string): Locator =>
    page.locator('.pane').filter({ has: page.locator(`.pane-header h3.title`, exactText(view)) });
  const row = (view: string, text: string): Locator =>
    pane(view).getByRole('treeitem').filter({ hasText: text }).first();
  const toasts = page.locator('.notifications-toasts');
  const notificationCenter = page.locator('.notifications-center');
  const notification = async (text: string): Promise<Locator> => {
    const item = toasts
      .or(notificationCenter)
      .locator('.notification-list-item')
      .filter({ hasText: text })
      .first();
    // Of more than three within 800 ms VS Code shows the rest behind the bell only (notificationsToasts.ts).
    if (!(await appears(item, 5_000)) && !(await notificationCenter.isVisible())) {
      await page.locator('#status\\.notifications').click();
    }
    await item.waitFor();
    return item;
  };

  const runCommand = async (title: string): Promise<void> => {
    await page.keyboard.press('F1');
    await input.fill(`>${title}`);
    // The name of a row goes on with its key binding.
    const name = new RegExp(`^${escaped(title)}(,|$)`);
    await quickInput.getByRole('option', { name }).first().click();
  };

  return {
    async ready(container) {
      await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
      await containerTab(page, container).waitFor({ timeout: 60_000 });
    },

    async openView(container, view) {
      const tab = containerTab(page, container);
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
      const header = pane(view).locator('.pane-header');
      await header.waitFor();
      if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    },

    async collapseView(view) {
      const header = pane(view).locator('.pane-header');
      if ((await header.getAttribute('aria-expanded')) === 'true') await header.click();
    },

    runCommand,

    async pickQuickPick(text, title) {
      if (title !== undefined) {
        await quickInput.locator('.quick-input-title', { hasText: title }).waitFor();
      }
      await quickInput.getByRole('option').filter({ hasText: text }).first().click();
    },

    async acceptQuickPick(text) {
      await quickInput.filter({ hasText: text }).waitFor();
      await quickInput.getByRole('button', { name: 'OK' }).click();
    },

    async waitForChoice(text) {
      await choice(text).waitFor();
    },

    async tickChoice(text) {
      await choice(text).click();
    },

    async closeQuickPick(title) {
      await quickInput.filter({ hasText: title }).waitFor();
      await page.keyboard.press('Escape');
      await quickInput.waitFor({ state: 'hidden' });
    },

    async enterInput(title, text) {
      await quickInput.filter({ hasText: title }).waitFor();
      await input.fill(text);
      await page.keyboard.press('Enter');
    },

    async chooseFolder(path, button) {
      await quickInput.getByPlaceholder('Folder path').waitFor();
      // It has understood the path when it lists what is beside that folder. Until it is ready, it
      // writes where it starts over what was typed, so the path is typed until it stays.
      const understood = quickInput.getByRole('option', { name: basename(path) });
      for (let attempt = 1; !(await shows(understood, attempt)); attempt += 1) {
        await input.fill(path);
      }
      await quickInput.getByRole('button', { name: button }).click();
    },

    async notification(text) {
      const item = await notification(text);
      return item.locator('.notification-list-item-message').innerText();
    },

    async pressNotification(text, button) {
      const item = await notification(text);
      await item.getByRole('button', { name: button }).click();
    },

    async clearNotifications() {
      await runCommand('Notifications: Clear All Notifications');
    },

    async treeRows(view) {
      const labels = pane(view).getByRole('treeitem').locator('.monaco-icon-label-container');
      const rows: string[] = [];
      for (const label of await labels.all()) {
        const parts = await label.locator('.label-name, .label-description').allInnerTexts();
        rows.push(parts.join(' '));
      }
      return rows;
    },

    async waitForRow(view, text) {
      await row(view, text).waitFor();
    },

    async expandRow(view, text) {
      const item = row(view, text);
      if ((await item.getAttribute('aria-expanded')) === 'false') {
        await item.locator('.monaco-tl-twistie').click();
      }
    },

    async waitForNoRow(view, text) {
      await row(view, text).waitFor({ state: 'hidden' });
    },

    async waitForRowIcon(view, text, icon) {
      await row(view, text).locator(`.codicon-${icon}`).waitFor();
    },

    async clickRow(view, text) {
      await row(view, text).click();
    },

    async selectRowToo(view, text) {
      await row(view, text).click({ modifiers: ['ControlOrMeta'] });
    },

    async dragRow(view, text, onto) {
      await row(view, text).dragTo(row(onto.view, onto.text));
    },

    async scrollToEnd(view) {
      const list = pane(view).getByRole('tree');
      await list.focus();
      await list.press('End');
    },

    async answerDialog(text, button) {
      const dialog = page.locator('.monaco-dialog-box').filter({ hasText: text });
      await dialog.getByRole('button', { name: button, exact: true }).click();
    },

    async menuEntries(view, text) {
      await row(view, text).click({ button: 'right' });
      const entries = page.locator('.monaco-menu').getByRole('menuitem');
      await entries.first().waitFor();
      const names = await entries.allInnerTexts();
      await page.keyboard.press('Escape');
      await entries.first().waitFor({ state: 'hidden' });
      return names.map((name) => name.trim()).filter((name) => name !== '');
    },

    async rowMenu(view, text, entry) {
      await row(view, text).click({ button: 'right' });
      // By the keyboard: a menu takes no click in its first moments.
      const item = page.getByRole('menuitem', { name: entry }).first();
      await item.hover();
      await page.locator('.monaco-menu .action-item.focused').filter({ has: item }).waitFor();
      await page.keyboard.press('Enter');
    },

    async openFile(path) {
      await page.keyboard.press('F1');
      await input.fill(path);
      await quickInput
        .getByRole('option')
        .filter({ hasText: basename(path) })
        .first()
        .click();
    },

    async problems(errors) {
      await page
        .locator('.monaco-editor .squiggly-error')
        .nth(errors - 1)
        .waitFor();
      await runCommand('Problems: Focus on Problems View');
      const rows = page.locator('.markers-panel').getByRole('treeitem');
      await rows.nth(errors).waitFor();
      return rows.allInnerTexts();
    },

    async quickFix(line, column, title) {
      await page.keyboard.press('F1');
      await input.fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await quickInput.waitFor({ state: 'hidden' });
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget').getByText(title).first().click();
    },

    async waitForText(text) {
      // The editor writes spaces that do not break.
      const words = new RegExp(escaped(text).replaceAll(' ', '\\s'));
      await page.locator('.monaco-editor .view-line').filter({ hasText: words }).first().waitFor();
    },

    async waitForStatus(text) {
      await page.locator('.statusbar-item').filter({ hasText: text }).first().waitFor();
    },

    async waitForEditor(name) {
      await page.locator('.tabs-container .tab.active').filter({ hasText: name }).waitFor();
      await page.locator('.monaco-editor .view-line').first().waitFor();
    },

    async waitForSaved() {
      await page.locator('.tabs-container .tab.active:not(.dirty)').waitFor();
    },

    async waitForLens(text) {
      await page.locator('.codelens-decoration').filter({ hasText: text }).first().waitFor();
    },

    async waitForTerminal(text) {
      await page.locator('.xterm-rows > div').filter({ hasText: text }).first().waitFor();
    },

    async editorText() {
      const lines = page.locator('.editor-instance .view-lines');
      return (await lines.innerText()).replaceAll('\u00a0', ' ');
    },

    async cursor() {
      return page.locator('#status\\.editor\\.selection').innerText();
    },

    async screenshot(path) {
      // Away from anything that shows a tooltip.
      await page.mouse.move(640, 600);
      await toasts
        .locator('.monaco-progress-container.active')
        .first()
        .waitFor({ state: 'hidden' });
      await page.screenshot({ path, animations: 'disabled' });
    },
  };
}

/** Waits a moment for something to be there; the tenth time without it is an error. */
async function shows(locator: Locator, attempt: number): Promise<boolean> {
  if (attempt === 1) return false;
  if (await appears(locator, 2_000)) return true;
  if (attempt === 10) await locator.waitFor({ timeout: 1 });
  return false;
}

async function appears(locator: Locator, milliseconds: number): Promise<boolean> {
  try {
    await locator.waitFor({ timeout: milliseconds });
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}

function containerTab(page: Page, container: string): Locator {
  return page.locator('.activitybar').getByRole('tab', { name: container });
}

function exactText(text: string): { readonly hasText: RegExp } {
  return { hasText: new RegExp(`^${escaped(text)}$`) };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
