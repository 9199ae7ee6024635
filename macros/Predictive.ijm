// Runs the two moons simulator on the rows of a table of parameters, such as draws of a posterior.
folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

parameters = folder + "parameters.csv";
File.saveString("theta_1,theta_2\n0.2,0.1\n-0.4,0.3\n0.2,0.1\n", parameters);
run("InferJ Predictive...", "simulator=two_moons tablefile=[" + parameters + "] seed=1 predictivefile=[" + folder
	+ "predictive.csv] overwrite=true");
