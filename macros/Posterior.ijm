// Infers the parameters of two moons for every row of a Results table that it makes.
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

// A good two_moons.onnx in that folder is used; the one that is trained here, far too briefly, only shows how to ask.
model = folder + "two_moons.onnx";
if (!File.exists(model))
	run("InferJ Train...", "simulator=two_moons simulations=300 steps=20 batchsize=64 modelfile=[" + model + "]");

first = "";
if (nResults > 0) {
	if (indexOf(String.getResultsHeadings, "Label") >= 0) first = getResultLabel(0);
	if (first != "cell 1") exit("Save and close the Results table first: this example makes one of its own.");
}
run("Clear Results");
for (i = 0; i < 3; i++) {
	setResult("Label", i, "cell " + (i + 1));
	setResult("x_1", i, -0.2 + 0.2 * i);
	setResult("x_2", i, 0);
}
updateResults();
run("InferJ Posterior...", "modelfile=[" + model + "] table=Results draws=200 seed=1"
	+ " posteriorfile=[" + folder + "posterior.csv] plotfile=[" + folder + "posterior.png] overwrite=true");
