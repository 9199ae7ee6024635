// Runs the two moons simulator 200 times and keeps the simulations in a folder.
// Run it again with more simulations: those already there are reused.
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

run("InferJ Simulate...", "simulator=two_moons simulations=200 simulationfolder=[" + folder + "simulations] seed=1");
