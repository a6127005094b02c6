/* The form of 'A class on a hub': links that open a notebook for everyone, from the address of a copy of the course.
   Nothing is sent; the links are written as one types. */
"use strict";
(() => {
  const form = document.getElementById("class-links");
  const HOST = /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[\w.-]+@)?|[\w.-]+@)([\w-]+(?:\.[\w-]+)+)(?::\d+\/|[:/])/;
  const PATH = /^([\w.-]+(?:\/[\w.-]+)*\/[\w.-]+?)(?:\.git)?\/?$/;
  const NONE = t`Write the address of your copy first.`;
  const WRONG = t`This is no address of a repository; write it as https://github.com/owner/name.`;
  const NO_HUB = t`Write the address of your hub, with https:// before it.`;

  /** {host, path} of an address in its https or ssh form; null where it is none. */
  function repositoryOf(text) {
    const host = HOST.exec(text);
    const path = host && PATH.exec(text.slice(host[0].length));
    return path ? {host: host[1], path: path[1]} : null;
  }

  function binder({host, path}, chapter) {
    const short = {"github.com": `gh/${path}`, "gitlab.com": `gl/${encodeURIComponent(path)}`}[host];
    const place = short ?? `git/${encodeURIComponent(`https://${host}/${path}`)}`;
    return `https://mybinder.org/v2/${place}/HEAD?urlpath=lab/tree/_build/live/${chapter}.ipynb`;
  }

  function puller({host, path}, hub, notebook) {
    const folder = path.split("/").pop(), urlpath = `lab/tree/${folder}/${notebook}.ipynb`;
    const words = new URLSearchParams({repo: `https://${host}/${path}`, branch: "live", urlpath, targetPath: folder});
    return `${hub.replace(/\/+$/, "")}/hub/user-redirect/git-pull?${words}`;
  }

  function show(name, address, missing) {
    const link = address ? Object.assign(document.createElement("a"), {href: address, textContent: address}) : missing;
    form.querySelector(`output[name="${name}"]`).replaceChildren(link);
  }

  function write() {
    const [text, hub] = ["repository", "hub"].map((name) => form.elements[name].value.trim());
    const chapter = form.elements.chapter.value;
    const notebook = form.elements.kind.value === "class" ? `class/${chapter.split("/").pop()}` : chapter;
    const repository = repositoryOf(text);
    const missing = text ? WRONG : NONE;
    const isHub = /^https?:\/\/[\w.-]+(:\d+)?(\/\S*)?$/.test(hub);
    show("hub-link", repository && isHub && puller(repository, hub, notebook), repository ? NO_HUB : missing);
    show("binder-link", repository && binder(repository, chapter), missing);
  }

  form.addEventListener("input", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  write();
})();
