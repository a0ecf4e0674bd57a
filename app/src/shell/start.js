// Loads the program once the page that the server drew is painted: on a slow line, what is to be
// read comes before what makes it alive. A page that is opened out of sight is never painted, and
// loads at once.
{
  const load = () => {
    document.getElementById('texts').rel = 'preload';
    const file = fetch('/pkg/luotain.wasm');
    import('/pkg/luotain.js')
      .then(program => program.default({ module_or_path: file }).then(() => program.hydrate()))
      .catch(error => {
        console.error(error);
        document.getElementById('failure')?.removeAttribute('hidden');
      });
  };
  if (document.visibilityState === 'hidden') load();
  else requestAnimationFrame(() => setTimeout(load));
}
